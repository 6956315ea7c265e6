import { describe, expect, test } from 'vitest'
import { ManualClock } from '../../../src/simulator/virtual-key/clock.ts'
import type { TouchPolicy } from '../../../src/simulator/virtual-key/touch-pad.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { settle, TestHost } from './host.ts'
import { creation, makeDiscoverable, setPin, tryToken } from './platform.ts'

const CBOR = 0x10
const CANCEL = 0x11
const SELECTION = Uint8Array.of(0x0b)
const RESET = Uint8Array.of(0x07)

interface Desk {
  readonly key: VirtualKey
  readonly clock: ManualClock
  readonly host: TestHost
}

async function open(touch: TouchPolicy): Promise<Desk> {
  const clock = new ManualClock()
  const key = new VirtualKey({ clock, touch })
  return { key, clock, host: await TestHost.open(key) }
}

async function status(host: TestHost): Promise<number | undefined> {
  return (await host.next()).payload[0]
}

describe('touch', () => {
  test('is asked for with a keepalive at once and every 100 ms, until it comes', async () => {
    const { key, clock, host } = await open('ask')
    const seen: boolean[] = []
    key.onTouchAwaited = (isAwaited) => seen.push(isAwaited)
    expect(key.touch()).toBe(false)
    host.send(CBOR, SELECTION)
    clock.advance(250)
    await settle()
    expect(host.keepalives).toEqual([2, 2, 2])
    expect(key.touch()).toBe(true)
    expect(await status(host)).toBe(0)
    expect(seen).toEqual([true, false])
    clock.advance(1000)
    await settle()
    expect(host.keepalives).toHaveLength(3)
  })

  test('that never comes ends after 30 seconds', async () => {
    const { clock, host } = await open('never')
    host.send(CBOR, SELECTION)
    clock.advance(30_000)
    expect(await status(host)).toBe(0x2f)
  })

  test('comes after a while, by a promise, or is declined', async () => {
    const late = await open({ afterMs: 2000 })
    late.host.send(CBOR, SELECTION)
    late.clock.advance(2000)
    expect(await status(late.host)).toBe(0)
    const said = await open(() => Promise.resolve(true))
    said.host.send(CBOR, SELECTION)
    expect(await status(said.host)).toBe(0)
    const refused = await open(() => Promise.resolve(false))
    refused.host.send(CBOR, SELECTION)
    expect(await status(refused.host)).toBe(0x27)
    const declined = await open('ask')
    declined.host.send(CBOR, SELECTION)
    await settle()
    declined.key.decline()
    expect(await status(declined.host)).toBe(0x27)
  })

  test('is called off by CANCEL and by INIT, and busy to other channels', async () => {
    const { key, host } = await open('ask')
    const other = await TestHost.open(key)
    host.send(CBOR, SELECTION)
    expect((await other.exchange(CBOR, Uint8Array.of(4))).payload).toEqual(Uint8Array.of(0x06))
    other.send(CANCEL)
    await settle()
    expect(key.awaitsTouch).toBe(true)
    host.send(CANCEL)
    expect(await status(host)).toBe(0x2d)
    host.send(CBOR, SELECTION)
    await settle()
    await host.exchange(0x06, new Uint8Array(8), host.channel)
    expect(key.awaitsTouch).toBe(false)
    await settle()
    expect(host.hasAnswer).toBe(false)
  })

  test('ends with the plug', async () => {
    const { key, host } = await open('ask')
    host.send(CBOR, SELECTION)
    await settle()
    key.unplug()
    await settle()
    expect([key.awaitsTouch, host.isUnplugged, host.hasAnswer]).toEqual([false, true, false])
  })

  test('alone is what an empty pinUvAuthParam asks for', async () => {
    const { key, host } = await open('now')
    const probe = creation({ more: [[8, new Uint8Array(0)]] })
    expect((await host.run(0x01, probe)).status).toBe(0x35)
    await setPin(host, '1234')
    expect((await host.run(0x01, probe)).status).toBe(0x31)
    expect(key.summary.signCount).toBe(0)
  })
})

describe('reset', () => {
  test('erases PIN, credentials and retries, and makes old ids worthless', async () => {
    const { key, host } = await open('now')
    await makeDiscoverable(host)
    await setPin(host, '1234')
    await tryToken(host, '9999')
    expect(key.summary).toMatchObject({ hasPin: true, pinRetries: 7 })
    await host.succeed(0x07)
    expect(key.summary).toEqual({ hasPin: false, pinRetries: 8, signCount: 0, credentials: [] })
  })

  test('is refused ten seconds after power came', async () => {
    const { key, clock, host } = await open('now')
    clock.advance(10_001)
    expect((await host.exchange(CBOR, RESET)).payload).toEqual(Uint8Array.of(0x30))
    key.unplug()
    key.plugIn()
    const again = await TestHost.open(key)
    expect((await again.exchange(CBOR, RESET)).payload).toEqual(Uint8Array.of(0))
  })

  test('needs a touch', async () => {
    const { key, clock, host } = await open('never')
    host.send(CBOR, RESET)
    clock.advance(30_000)
    expect(await status(host)).toBe(0x2f)
    expect(key.isPluggedIn).toBe(true)
  })
})
