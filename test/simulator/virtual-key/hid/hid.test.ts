import { describe, expect, test } from 'vitest'
import { ManualClock } from '../../../../src/simulator/virtual-key/clock.ts'
import {
  fullProfile,
  likeSimulators,
  yubiKeyProfile,
} from '../../../../src/simulator/virtual-key/profile.ts'
import { VirtualKey } from '../../../../src/simulator/virtual-key/virtual-key.ts'
import { BROADCAST, bytes, settle, TestHost } from '../host.ts'

const PING = 0x01
const MSG = 0x03
const LOCK = 0x04
const INIT = 0x06
const WINK = 0x08
const CBOR = 0x10
const CANCEL = 0x11
const ERROR = 0x3f
const error = (code: number): object => ({ command: ERROR, payload: bytes(code) })
const half = (host: TestHost): void =>
  host.connection.send(host.packets(PING, new Uint8Array(100))[0] ?? bytes())

async function openKey(): Promise<{ key: VirtualKey; clock: ManualClock; host: TestHost }> {
  const clock = new ManualClock()
  const key = new VirtualKey({ clock })
  return { key, clock, host: await TestHost.open(key) }
}

describe('CTAPHID', () => {
  test('INIT answers with the nonce, a channel, version 2, the firmware and the capabilities', async () => {
    const host = new TestHost(new VirtualKey())
    const { channel, command, payload } = await host.init()
    expect({ channel, command }).toEqual({ channel: BROADCAST, command: INIT })
    expect(payload.subarray(0, 8)).toEqual(new Uint8Array(8).fill(7))
    expect(payload.subarray(12)).toEqual(bytes(2, 1, 0, 0, 0x05))
  })

  test('capabilities tell a key without U2F and one without CBOR', async () => {
    const capabilities = async (versions: readonly string[]): Promise<number | undefined> =>
      (await new TestHost(new VirtualKey({ profile: { versions } })).init()).payload[16]
    expect(await capabilities(['FIDO_2_1'])).toBe(0x0d)
    expect(await capabilities(['U2F_V2'])).toBe(0x01)
  })

  test('every INIT on the broadcast channel gives another channel, one on a channel the same', async () => {
    const { host } = await openKey()
    const own = host.channel
    const again = await host.exchange(INIT, new Uint8Array(8), own)
    expect(Buffer.from(again.payload).readUInt32BE(8)).toBe(own)
    await host.init()
    expect(host.channel).not.toBe(own)
  })

  test.each([0, 1, 57, 58, 116, 117, 1024, 7609])('PING gives back %i bytes', async (length) => {
    const { host } = await openKey()
    const payload = Uint8Array.from({ length }, (_, index) => index % 251)
    expect((await host.exchange(PING, payload)).payload).toEqual(payload)
  })

  test('WINK is answered empty', async () => {
    const { host } = await openKey()
    expect(await host.exchange(WINK)).toMatchObject({ command: WINK, payload: bytes() })
  })

  test('what cannot be is answered with its error', async () => {
    const { host } = await openKey()
    expect(await host.exchange(0x26)).toMatchObject(error(0x01))
    expect(await host.exchange(CBOR)).toMatchObject(error(0x03))
    expect(await host.exchange(MSG)).toMatchObject(error(0x03))
    expect(await host.exchange(INIT, new Uint8Array(7), BROADCAST)).toMatchObject(error(0x03))
    expect(await host.exchange(INIT, new Uint8Array(8), 0)).toMatchObject(error(0x0b))
    expect(await host.exchange(PING, bytes(1), BROADCAST)).toMatchObject(error(0x0b))
    expect(await host.exchange(PING, bytes(1), (host.channel ^ 1) >>> 0)).toMatchObject(error(0x0b))
  })

  test('a message of more than 7609 bytes is too long', async () => {
    const { host } = await openKey()
    const packet = host.raw(0x80 | PING)
    packet.writeUInt16BE(7610, 5)
    host.connection.send(packet)
    expect(await host.next()).toMatchObject(error(0x03))
  })

  test('a packet out of order ends the message, and the channel serves on', async () => {
    const { host } = await openKey()
    half(host)
    host.connection.send(host.raw(1))
    expect(await host.next()).toMatchObject(error(0x04))
    half(host)
    half(host)
    expect(await host.next()).toMatchObject(error(0x04))
    expect((await host.exchange(PING, bytes(9))).payload).toEqual(bytes(9))
  })

  test('a continuation that continues nothing is passed over', async () => {
    const { host } = await openKey()
    host.connection.send(host.raw(0))
    expect((await host.exchange(PING, bytes(9))).payload).toEqual(bytes(9))
  })

  test('half a message times out after 500 ms', async () => {
    const { host, clock } = await openKey()
    half(host)
    clock.advance(499)
    await settle()
    expect(host.hasAnswer).toBe(false)
    clock.advance(1)
    expect(await host.next()).toMatchObject({ channel: host.channel, ...error(0x05) })
  })

  test('INIT on its own channel drops half a message', async () => {
    const { host, clock } = await openKey()
    half(host)
    await host.exchange(INIT, new Uint8Array(8), host.channel)
    clock.advance(1000)
    await settle()
    expect(host.hasAnswer).toBe(false)
  })

  test('other channels are told that the key is busy, and the message goes on', async () => {
    const { key, host } = await openKey()
    const other = await TestHost.open(key)
    const [first = bytes(), second = bytes()] = host.packets(PING, new Uint8Array(100))
    host.connection.send(first)
    expect(await other.exchange(PING, bytes(1))).toMatchObject({
      channel: other.channel,
      ...error(6),
    })
    host.connection.send(second)
    expect((await host.next()).payload).toHaveLength(100)
  })

  test('LOCK keeps others out until it is given back or its time is over', async () => {
    const { key, host, clock } = await openKey()
    const other = await TestHost.open(key)
    expect(await host.exchange(LOCK, bytes(11))).toMatchObject(error(0x02))
    expect(await host.exchange(LOCK, bytes(2))).toMatchObject({ command: LOCK, payload: bytes() })
    expect(await other.exchange(PING, bytes(1))).toMatchObject(error(0x06))
    expect(await host.exchange(PING, bytes(1))).toMatchObject({ command: PING })
    await host.exchange(LOCK, bytes(0))
    expect(await other.exchange(PING, bytes(1))).toMatchObject({ command: PING })
    await host.exchange(LOCK, bytes(2))
    clock.advance(2000)
    expect(await other.exchange(PING, bytes(1))).toMatchObject({ command: PING })
  })

  test('CANCEL with nothing under way has no answer', async () => {
    const { host } = await openKey()
    host.send(CANCEL)
    expect(await host.exchange(PING, bytes(1))).toMatchObject({ command: PING })
  })

  test('a report of another length is filled up or cut', async () => {
    const { host } = await openKey()
    const packet = host.packets(PING, bytes(1, 2, 3))[0] ?? bytes()
    host.connection.send(packet.subarray(0, 10))
    expect((await host.next()).payload).toEqual(bytes(1, 2, 3))
    host.connection.send(Buffer.concat([packet, bytes(0, 0)]))
    expect((await host.next()).payload).toEqual(bytes(1, 2, 3))
  })

  test('one connection hears what others are told, as on hidraw', async () => {
    const { key, host } = await openKey()
    const listener = key.connect()
    const heard: Uint8Array[] = []
    listener.onReport = (report) => heard.push(report)
    await host.exchange(PING, bytes(1))
    expect(heard).toHaveLength(1)
  })

  test('a closed connection neither sends nor hears', async () => {
    const { host } = await openKey()
    const before = host.reports.length
    host.send(PING, bytes(1))
    host.connection.close()
    await settle()
    expect(host.reports).toHaveLength(before)
    expect(() => half(host)).toThrow('gone')
  })

  test('the vendor command of YubiKeys tells serial, form and version, of them only', async () => {
    const profile = { ...yubiKeyProfile, serialNumber: 0x0102_0304 }
    const host = await TestHost.open(new VirtualKey({ profile }))
    const { payload } = await host.exchange(0x42, bytes(0))
    expect(Buffer.from(payload).toString('hex')).toBe(
      ['19', '01020202', '020401020304', '03020202', '040101', '0503050701', '0a0100'].join(''),
    )
    const { host: other } = await openKey()
    expect(await other.exchange(0x42, bytes(0))).toMatchObject(error(0x01))
  })

  test('a pulled plug ends connections, answers and channels', async () => {
    const { key, host } = await openKey()
    half(host)
    key.unplug()
    await settle()
    expect(host.isUnplugged).toBe(true)
    expect(() => half(host)).toThrow('gone')
    expect(() => key.connect()).toThrow('not plugged in')
    key.plugIn()
    const again = new TestHost(key)
    expect(await again.exchange(PING, bytes(1), host.channel)).toMatchObject(error(0x0b))
  })
})

/** What SoloKeys' fido2-tests (tests/standard/transport/test_hid.py) ask of their simulator. */
describe('the manners of simulators', () => {
  const openSimulator = async (): Promise<TestHost> =>
    TestHost.open(new VirtualKey({ profile: likeSimulators(fullProfile), keepsChannels: true }))

  test('a channel that was never given is taken, channel 0 is not', async () => {
    const host = await openSimulator()
    expect(await host.exchange(PING, bytes(1), 0x0504_0302)).toMatchObject({ command: PING })
    expect(await host.exchange(INIT, new Uint8Array(8), 0)).toMatchObject(error(0x0b))
  })

  test('INIT on another channel is answered in the middle of a message', async () => {
    const host = await openSimulator()
    half(host)
    expect(await host.exchange(INIT, new Uint8Array(8), 0x1122_3344)).toMatchObject({
      command: INIT,
    })
  })

  test('a channel lives through a reboot', async () => {
    const key = new VirtualKey({ profile: likeSimulators(fullProfile), keepsChannels: true })
    const host = await TestHost.open(key)
    key.reboot()
    expect(await host.exchange(PING, bytes(1))).toMatchObject({ command: PING })
  })
})
