import { describe, expect, test } from 'vitest'
import { ManualClock } from '../../../src/simulator/virtual-key/clock.ts'
import type { Misdeed } from '../../../src/simulator/virtual-key/faults.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { settle, TestHost } from './host.ts'
import { makeDiscoverable, setPin, tryToken } from './platform.ts'

const CBOR = 0x10
const CANCEL = 0x11
const GET_INFO = Uint8Array.of(0x04)

interface Desk {
  readonly key: VirtualKey
  readonly clock: ManualClock
  readonly host: TestHost
}

/** A key that does this to the next getInfo. */
async function withFault(misdeed: Misdeed): Promise<Desk> {
  const clock = new ManualClock()
  const key = new VirtualKey({ clock })
  const host = await TestHost.open(key)
  key.inject({ misdeed, on: 'getInfo' })
  host.reports.length = 0
  return { key, clock, host }
}

async function askInfo(misdeed: Misdeed): Promise<Desk> {
  const desk = await withFault(misdeed)
  desk.host.send(CBOR, GET_INFO)
  await settle()
  return desk
}

describe('faults', () => {
  test('silence: no report at all, and the next command is served', async () => {
    const { host, clock } = await askInfo({ kind: 'silence' })
    clock.advance(60_000)
    await settle()
    expect(host.reports).toEqual([])
    expect((await host.run(0x04)).status).toBe(0)
  })

  test('stall: keepalives until CANCEL', async () => {
    const { host, clock } = await askInfo({ kind: 'stall' })
    clock.advance(350)
    await settle()
    expect(host.keepalives).toEqual([1, 1, 1])
    host.send(CANCEL)
    expect((await host.next()).payload).toEqual(Uint8Array.of(0x2d))
  })

  test('delay: keepalives and then the answer; quiet: only the answer', async () => {
    const slow = await askInfo({ kind: 'delay', delayMs: 250 })
    slow.clock.advance(250)
    expect((await slow.host.next()).payload[0]).toBe(0)
    expect(slow.host.keepalives).toEqual([1, 1])
    const quiet = await askInfo({ kind: 'delay', delayMs: 250, isQuiet: true })
    quiet.clock.advance(250)
    expect((await quiet.host.next()).payload[0]).toBe(0)
    expect(quiet.host.keepalives).toEqual([])
  })

  test.each<[string, Misdeed, number, readonly number[]]>([
    ['status', { kind: 'status', status: 0x7f }, CBOR, [0x7f]],
    ['hidError', { kind: 'hidError', code: 0x06 }, 0x3f, [0x06]],
    ['answer', { kind: 'answer', payload: Uint8Array.of(0, 0xa0) }, CBOR, [0, 0xa0]],
    ['garbage', { kind: 'garbage' }, CBOR, [0, 0x9a, 0xff, 0xff, 0xff, 0xff]],
    ['shorten', { kind: 'shorten', length: 2 }, CBOR, [0, 0xb1]],
    ['rewrite', { kind: 'rewrite', rewrite: (payload) => payload.slice(0, 1) }, CBOR, [0]],
  ])('%s', async (_, misdeed, command, payload) => {
    const { host } = await askInfo(misdeed)
    const answer = await host.next()
    expect([answer.command, [...answer.payload]]).toEqual([command, [...payload]])
  })

  test('noise: frames of other channels before every packet', async () => {
    const { host } = await askInfo({ kind: 'noise', frames: 3 })
    const own = host.reports.map((report) => Buffer.from(report).readUInt32BE() === host.channel)
    expect(own.slice(0, 8)).toEqual([false, false, false, true, false, false, false, true])
  })

  test('wrongSequence: the last continuation has another number', async () => {
    const { host } = await askInfo({ kind: 'wrongSequence' })
    const last = host.reports.length - 1
    expect(host.reports.at(-2)?.[4]).toBe(last - 2)
    expect(host.reports.at(-1)?.[4]).toBe(last)
  })

  test('truncate: the last packets never come', async () => {
    const whole = await askInfo({ kind: 'rewrite', rewrite: (payload) => payload })
    const { host } = await askInfo({ kind: 'truncate', packets: 2 })
    expect(host.reports).toHaveLength(whole.host.reports.length - 2)
    expect(host.hasAnswer).toBe(false)
  })

  test.each<[Extract<Misdeed, { kind: 'unplug' }>['when'], boolean, number]>([
    ['before', false, 0],
    ['done', true, 0],
    ['answering', true, 1],
    ['answered', true, 1],
  ])('unplug %s: whether the PIN is set and what was answered', async (when, isDone, reports) => {
    const key = new VirtualKey()
    const host = await TestHost.open(key)
    key.inject({ misdeed: { kind: 'unplug', when }, on: 'clientPin.setPin' })
    const outcome = setPin(host, '1234')
    while (key.isPluggedIn) await settle()
    await settle()
    const before = 1 + 2
    expect([key.summary.hasPin, host.isUnplugged]).toEqual([isDone, true])
    expect(host.reports).toHaveLength(before + reports)
    if (when === 'answered') expect(await outcome).toBe(0)
    key.plugIn()
    expect((await (await TestHost.open(key)).run(0x04)).status).toBe(0)
  })

  test('answering: only the first packet of a long answer comes', async () => {
    const { host } = await askInfo({ kind: 'unplug', when: 'answering' })
    expect([host.reports.length, host.hasAnswer, host.isUnplugged]).toEqual([1, false, true])
  })

  test('INIT too can be answered badly', async () => {
    const key = new VirtualKey()
    key.inject({ misdeed: { kind: 'noise' }, on: 'init' })
    const host = new TestHost(key)
    host.send(0x06, new Uint8Array(8), 0xffff_ffff)
    await settle()
    expect(host.reports).toHaveLength(2)
  })

  test('befall the command that is named, the nth, so many times', async () => {
    const key = new VirtualKey()
    const host = await TestHost.open(key)
    const misdeed = { kind: 'status', status: 0x7f } as const
    key.inject({ misdeed, on: 'getInfo', nth: 2, times: 2 })
    key.inject({ misdeed, on: 'clientPin' })
    const statuses: number[] = []
    for (let command = 0; command < 4; command++) statuses.push((await host.run(0x04)).status)
    expect(statuses).toEqual([0, 0x7f, 0x7f, 0])
    expect((await host.run(0x06, new Map([[2, 1]]))).status).toBe(0x7f)
    key.inject({ misdeed, times: Number.POSITIVE_INFINITY })
    expect((await host.run(0x04)).status).toBe(0x7f)
    expect((await host.run(0x0b)).status).toBe(0x7f)
    key.clearFaults()
    expect((await host.run(0x04)).status).toBe(0)
  })
})

describe('the log', () => {
  test('names commands and their status', async () => {
    const key = new VirtualKey()
    const host = await TestHost.open(key)
    await setPin(host, '1234')
    await tryToken(host, '9999', { permissions: 1, rpId: 'example.com' })
    await host.exchange(0x03, Buffer.from('00030000000000', 'hex'))
    await host.run(0x55)
    expect(key.log).toEqual([
      { command: 'init', status: undefined },
      { command: 'clientPin.getKeyAgreement', status: 0 },
      { command: 'clientPin.setPin', status: 0 },
      { command: 'clientPin.getKeyAgreement', status: 0 },
      { command: 'clientPin.getTokenUsingPin', status: 0x31 },
      { command: 'u2f.version', status: undefined },
      { command: 'unknown', status: 0x01 },
    ])
    key.clearLog()
    expect(key.log).toEqual([])
  })
})

describe('a seed', () => {
  test('makes every byte of a run repeatable', async () => {
    const run = async (seed: string): Promise<string[]> => {
      const key = new VirtualKey({ seed, clock: new ManualClock() })
      const host = await TestHost.open(key)
      await makeDiscoverable(host)
      await host.succeed(
        0x02,
        new Map<number, unknown>([
          [1, 'example.com'],
          [2, Buffer.alloc(32)],
        ]),
      )
      return host.reports.map((report) => Buffer.from(report).toString('hex'))
    }
    expect(await run('one')).toEqual(await run('one'))
    expect(await run('one')).not.toEqual(await run('two'))
  })
})
