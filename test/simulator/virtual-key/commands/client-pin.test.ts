import { describe, expect, test } from 'vitest'
import { ManualClock } from '../../../../src/simulator/virtual-key/clock.ts'
import {
  fido20Profile,
  fullProfile,
  likeSimulators,
} from '../../../../src/simulator/virtual-key/profile.ts'
import { VirtualKey } from '../../../../src/simulator/virtual-key/virtual-key.ts'
import { TestHost } from '../host.ts'
import {
  agree,
  assertion,
  at,
  changePin,
  creation,
  getToken,
  makeDiscoverable,
  pinRetries,
  rk,
  setPin,
  tryToken,
} from '../platform.ts'

const PIN = '1234'
const MC = 0x01
const GA = 0x02
const makeAndGet = { permissions: MC | GA, rpId: 'example.com' }

const open = (): Promise<TestHost> => TestHost.open(new VirtualKey())

describe.each([1, 2] as const)('clientPIN with protocol %i', (protocol) => {
  test('a PIN is set, changed and gives a token that makes a credential', async () => {
    const host = await open()
    expect(await setPin(host, PIN, protocol)).toBe(0)
    expect(await changePin(host, PIN, 'grüße', protocol)).toBe(0)
    const token = await getToken(host, 'grüße', { ...makeAndGet, protocol })
    const { status } = await host.run(0x01, creation({ options: rk, token }))
    expect(status).toBe(0)
  })

  test('a wrong PIN costs a retry and the key agreement key; the right one gives them back', async () => {
    const host = await open()
    await setPin(host, PIN, protocol)
    const before = await agree(host, protocol)
    expect((await tryToken(host, '9999', { protocol })).status).toBe(0x31)
    expect(await pinRetries(host)).toBe(7)
    const info = await host.succeed(
      0x06,
      new Map([
        [1, protocol],
        [2, 2],
      ]),
    )
    expect(at(info, 1)).not.toEqual(before.keyAgreement)
    expect((await tryToken(host, PIN, { protocol })).status).toBe(0)
    expect(await pinRetries(host)).toBe(8)
  })

  test('a signature by another key is refused and costs nothing', async () => {
    const host = await open()
    const session = await agree(host, protocol)
    const bad = new Uint8Array(protocol === 1 ? 16 : 32)
    const newPinEnc = new Uint8Array(protocol === 1 ? 64 : 80)
    const parameters = new Map<number, unknown>([
      [1, protocol],
      [2, 3],
      [3, session.keyAgreement],
      [4, bad],
      [5, newPinEnc],
    ])
    expect((await host.run(0x06, parameters)).status).toBe(0x33)
    expect(await setPin(host, PIN, protocol)).toBe(0)
    expect(await pinRetries(host)).toBe(8)
  })
})

test('tries are counted once there is a PIN; before that it is PIN_NOT_SET', async () => {
  const retriesOf = async (host: TestHost): Promise<number> =>
    (await host.run(0x06, new Map([[2, 1]]))).status
  const host = await open()
  expect(await retriesOf(host)).toBe(0x35)
  await setPin(host, PIN)
  expect(await pinRetries(host)).toBe(8)
  await host.succeed(0x07)
  expect(await retriesOf(host)).toBe(0x35)
  // Suites of simulators count them at once.
  const compatible = new VirtualKey({ profile: likeSimulators(fullProfile) })
  expect(await pinRetries(await TestHost.open(compatible))).toBe(8)
})

describe('the key agreement key of a platform', () => {
  test.each([
    [
      'not on the curve',
      new Map<number, unknown>([
        [1, 2],
        [3, -25],
        [-1, 1],
        [-2, new Uint8Array(32)],
        [-3, new Uint8Array(32)],
      ]),
    ],
    [
      'of another curve',
      new Map<number, unknown>([
        [1, 2],
        [3, -25],
        [-1, 2],
        [-2, new Uint8Array(32)],
        [-3, new Uint8Array(32)],
      ]),
    ],
    [
      'too short',
      new Map<number, unknown>([
        [1, 2],
        [3, -25],
        [-1, 1],
        [-2, new Uint8Array(31)],
        [-3, new Uint8Array(32)],
      ]),
    ],
  ])('%s is an invalid parameter', async (_, peer) => {
    const host = await open()
    const parameters = new Map<number, unknown>([
      [1, 2],
      [2, 3],
      [3, peer],
      [4, new Uint8Array(32)],
      [5, new Uint8Array(80)],
    ])
    expect((await host.run(0x06, parameters)).status).toBe(0x02)
  })
})

describe('PIN retries', () => {
  test('three wrong PINs block until power comes anew, eight until a reset', async () => {
    const key = new VirtualKey()
    const statuses: number[] = []
    let host = await TestHost.open(key)
    await setPin(host, PIN)
    for (let power = 0; power < 3; power++) {
      for (let attempt = 0; attempt < 3; attempt++)
        statuses.push((await tryToken(host, '9999')).status)
      if (power === 0) {
        expect((await tryToken(host, PIN)).status).toBe(0x34)
        const retries = await host.succeed(0x06, new Map([[2, 1]]))
        expect([...retries]).toEqual([
          [3, 5],
          [4, true],
        ])
      }
      key.unplug()
      key.plugIn()
      host = await TestHost.open(key)
    }
    expect(statuses).toEqual([0x31, 0x31, 0x34, 0x31, 0x31, 0x34, 0x31, 0x32, 0x32])
    expect((await tryToken(host, PIN)).status).toBe(0x32)
    expect(await pinRetries(host)).toBe(0)
    await host.succeed(0x07)
    expect(await setPin(host, PIN)).toBe(0)
  })
})

describe('PIN policy', () => {
  test.each([
    ['3 code points of 9 bytes', '€€€', 0x37],
    ['4 code points', '€€€€', 0],
    ['4 code points outside the basic plane', '\u{1F511}'.repeat(4), 0],
    ['63 bytes', 'a'.repeat(63), 0],
    ['64 bytes', 'a'.repeat(64), 0x37],
  ])('%s', async (_, pin, status) => {
    expect(await setPin(await open(), pin)).toBe(status)
  })

  test('a PIN is not set twice, nor changed before it is set', async () => {
    const host = await open()
    expect(await changePin(host, PIN, '5678')).toBe(0x35)
    expect((await tryToken(host, PIN)).status).toBe(0x35)
    await setPin(host, PIN)
    expect(await setPin(host, PIN)).toBe(0x33)
  })

  test('what a subcommand lacks or has too much is told', async () => {
    const host = await open()
    const status = async (...members: [number, unknown][]): Promise<number> =>
      (await host.run(0x06, new Map(members))).status
    expect(await status([1, 2])).toBe(0x14)
    expect(await status([1, 2], [2, 0x03])).toBe(0x14)
    expect(await status([1, 3], [2, 0x02])).toBe(0x02)
    expect(await status([1, 2], [2, 0x06])).toBe(0x3e)
    expect(await status([1, 2], [2, 0x07])).toBe(0x3e)
    expect(await status([1, 2], [2, '2'])).toBe(0x11)
    await setPin(host, PIN)
    expect((await tryToken(host, PIN, { permissions: 0, rpId: 'a' })).status).toBe(0x02)
    expect((await tryToken(host, PIN, { permissions: MC })).status).toBe(0x14)
    expect((await tryToken(host, PIN, { permissions: 0x08 })).status).toBe(0x40)
    expect((await tryToken(host, PIN, { rpId: 'example.com' })).status).toBe(0x02)
  })
})

describe('tokens', () => {
  test('serve one relying party and what they permit', async () => {
    const host = await open()
    await setPin(host, PIN)
    const token = await getToken(host, PIN, { permissions: GA, rpId: 'example.com' })
    expect((await host.run(0x01, creation({ token }))).status).toBe(0x33)
    expect((await host.run(0x02, assertion({ token, rpId: 'example.org' }))).status).toBe(0x33)
    expect((await host.run(0x02, assertion({ token }))).status).toBe(0x2e)
  })

  test('are spent by a touch, but not by a question without one', async () => {
    const host = await open()
    await setPin(host, PIN)
    const token = await getToken(host, PIN, makeAndGet)
    const up = new Map([['up', false]])
    expect((await host.run(0x02, assertion({ token, options: up }))).status).toBe(0x2e)
    await makeDiscoverable(host, { token })
    expect((await host.run(0x02, assertion({ token }))).status).toBe(0x33)
  })

  test('without an rp id belong to the first that uses them', async () => {
    const host = await open()
    await setPin(host, PIN)
    const token = await getToken(host, PIN)
    expect((await host.run(0x02, assertion({ token }))).status).toBe(0x2e)
    expect((await host.run(0x02, assertion({ token, rpId: 'example.org' }))).status).toBe(0x33)
  })

  test.each([
    ['unused for 30 seconds', 30_001, 0],
    ['used, after ten minutes', 600_001, 1],
  ])('end %s', async (_, ageMs, uses) => {
    const clock = new ManualClock()
    const host = await TestHost.open(new VirtualKey({ clock }))
    await setPin(host, PIN)
    const token = await getToken(host, PIN, makeAndGet)
    for (let use = 0; use < uses; use++)
      expect((await host.run(0x02, assertion({ token }))).status).toBe(0x2e)
    clock.advance(ageMs)
    expect((await host.run(0x02, assertion({ token }))).status).toBe(0x33)
  })

  test.each([
    ['of a FIDO_2_0 key', fido20Profile],
    ['of a simulator', likeSimulators(fullProfile)],
  ])('%s serve until the power goes', async (_, profile) => {
    const key = new VirtualKey({ profile, keepsChannels: true })
    const host = await TestHost.open(key)
    await setPin(host, PIN, 1)
    const token = await getToken(host, PIN, { protocol: 1 })
    await makeDiscoverable(host, { token })
    expect((await host.run(0x02, assertion({ token }))).status).toBe(0)
    key.reboot()
    expect((await host.run(0x02, assertion({ token }))).status).toBe(0x33)
  })
})

/** What SoloKeys' fido2-tests (tests/standard/fido2/pin, test_credmgmt.py) ask of their simulator. */
describe('the PIN manners of simulators', () => {
  test('a second setPIN is not allowed, an empty pinUvAuthParam is an invalid one', async () => {
    const host = await TestHost.open(new VirtualKey({ profile: likeSimulators(fullProfile) }))
    const probe = creation({
      more: [
        [8, new Uint8Array(0)],
        [9, 1],
      ],
    })
    expect((await host.run(0x01, probe)).status).toBe(0x35)
    await setPin(host, PIN, 1)
    expect(await setPin(host, PIN, 1)).toBe(0x30)
    expect((await host.run(0x01, probe)).status).toBe(0x33)
  })

  test('a wrong pinUvAuthParam costs a retry, the third power', async () => {
    const host = await TestHost.open(new VirtualKey({ profile: likeSimulators(fullProfile) }))
    await setPin(host, PIN, 1)
    const token = { protocol: 1, bytes: new Uint8Array(32) } as const
    const statuses: number[] = []
    for (let attempt = 0; attempt < 3; attempt++)
      statuses.push((await host.run(0x01, creation({ token }))).status)
    expect(statuses).toEqual([0x33, 0x33, 0x34])
    expect(await pinRetries(host)).toBe(5)
  })
})
