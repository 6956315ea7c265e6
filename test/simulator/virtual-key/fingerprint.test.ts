import { describe, expect, test } from 'vitest'
import { ManualClock } from '../../../src/simulator/virtual-key/clock.ts'
import { fingerprintProfile } from '../../../src/simulator/virtual-key/profile.ts'
import type { Finger } from '../../../src/simulator/virtual-key/touch-pad.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { enrollment } from './enrollment.ts'
import { settle, TestHost } from './host.ts'
import {
  agree,
  assertion,
  at,
  bytesAt,
  creation,
  decrypt,
  getToken,
  readAuthData,
  rk,
  setPin,
  type Token,
} from './platform.ts'

const PIN = '1234'
const BE = 0x08
type Members = ReadonlyMap<unknown, unknown>

interface Desk {
  readonly key: VirtualKey
  readonly clock: ManualClock
  readonly host: TestHost
}

/** A key with a sensor and a PIN; fingers are asked for. */
async function open(): Promise<Desk> {
  const clock = new ManualClock()
  const key = new VirtualKey({ profile: fingerprintProfile, touch: 'ask', clock })
  const host = await TestHost.open(key)
  await setPin(host, PIN)
  return { key, clock, host }
}

/** Runs a command that waits for a finger, and lays one on. */
async function withFinger(
  { key, host }: Desk,
  finger: Finger,
  command: number,
  parameters: Members,
): Promise<{ status: number; members: Members }> {
  const answer = host.run(command, parameters)
  await settle()
  expect(key.touch(finger)).toBe(true)
  return answer
}

async function enroll(desk: Desk): Promise<Uint8Array> {
  const token = await getToken(desk.host, PIN, { permissions: BE })
  const { members } = await withFinger(desk, 'known', 0x09, enrollment(1, token))
  const templateId = bytesAt(members, 4)
  const next = enrollment(2, token, new Map([[1, templateId]]))
  for (let sample = 0; sample < 2; sample++) await withFinger(desk, 'known', 0x09, next)
  return templateId
}

async function getUvToken(desk: Desk, finger: Finger): Promise<{ status: number; token: Token }> {
  const session = await agree(desk.host, 2)
  const parameters = new Map<number, unknown>([
    [1, 2],
    [2, 6],
    [3, session.keyAgreement],
    [9, 0x03],
    [10, 'example.com'],
  ])
  const { status, members } = await withFinger(desk, finger, 0x06, parameters)
  const bytes = status === 0 ? decrypt(session, bytesAt(members, 2)) : new Uint8Array(0)
  return { status, token: { protocol: 2, bytes } }
}

const uvRetries = async (host: TestHost): Promise<unknown> =>
  at(await host.succeed(0x06, new Map([[2, 7]])), 5)

describe.each([0x09, 0x40])('bioEnrollment under %i', (command) => {
  test('tells its sensor, enrolls in three samples, names, lists and removes', async () => {
    const desk = await open()
    const { host } = desk
    expect(await host.succeed(command, new Map([[6, true]]))).toEqual(new Map([[1, 1]]))
    const info = await host.succeed(command, enrollment(7))
    expect([...info]).toEqual([
      [2, 1],
      [3, 3],
      [8, 64],
    ])
    const token = await getToken(host, PIN, { permissions: BE })
    const first = await withFinger(desk, 'known', command, enrollment(1, token))
    const templateId = bytesAt(first.members, 4)
    expect([first.members.get(5), first.members.get(6)]).toEqual([0, 2])
    const next = enrollment(2, token, new Map([[1, templateId]]))
    const smeared = await withFinger(desk, 'unknown', command, next)
    expect([...smeared.members]).toEqual([
      [5, 7],
      [6, 2],
    ])
    await withFinger(desk, 'known', command, next)
    expect(at(await host.succeed(0x04), 4, 'uv')).toBe(false)
    const last = await withFinger(desk, 'known', command, next)
    expect([...last.members]).toEqual([
      [5, 0],
      [6, 0],
    ])
    expect(at(await host.succeed(0x04), 4, 'uv')).toBe(true)
    const named = new Map<number, unknown>([
      [1, templateId],
      [2, 'index'],
    ])
    await host.succeed(command, enrollment(5, token, named))
    const list = await host.succeed(command, enrollment(4, token))
    expect(list.get(7)).toEqual([
      new Map<number, unknown>([
        [1, templateId],
        [2, 'index'],
      ]),
    ])
    await host.succeed(command, enrollment(6, token, new Map([[1, templateId]])))
    expect((await host.run(command, enrollment(4, token))).status).toBe(0x2c)
  })
})

describe('bioEnrollment', () => {
  test('a finger that never comes is a sample without activity', async () => {
    const { host, clock } = await open()
    const token = await getToken(host, PIN, { permissions: BE })
    const answer = host.run(0x09, enrollment(1, token))
    await settle()
    clock.advance(30_000)
    const { status, members } = await answer
    expect([status, members.get(5), members.get(6)]).toEqual([0, 0x0d, 3])
    await host.succeed(0x09, enrollment(3))
    const next = enrollment(2, token, new Map([[1, bytesAt(members, 4)]]))
    expect((await host.run(0x09, next)).status).toBe(0x2c)
  })

  test('needs a token, room, and a sensor', async () => {
    const desk = await open()
    expect((await desk.host.run(0x09, enrollment(1))).status).toBe(0x36)
    for (let finger = 0; finger < fingerprintProfile.fingerprintCapacity; finger++)
      await enroll(desk)
    const token = await getToken(desk.host, PIN, { permissions: BE })
    expect((await desk.host.run(0x09, enrollment(1, token))).status).toBe(0x17)
    const blind = await TestHost.open(new VirtualKey())
    expect((await blind.run(0x09, enrollment(7))).status).toBe(0x01)
  })
})

describe('a finger', () => {
  test('gives a token whose touch serves the next command', async () => {
    const desk = await open()
    await enroll(desk)
    const { token } = await getUvToken(desk, 'known')
    const made = await desk.host.succeed(0x01, creation({ options: rk, token }))
    expect(readAuthData(bytesAt(made, 2)).flags & 0x05).toBe(0x05)
  })

  test('whose touch is stale is asked for again', async () => {
    const desk = await open()
    await enroll(desk)
    const { token } = await getUvToken(desk, 'known')
    expect(
      (await desk.host.run(0x02, assertion({ token, options: new Map([['up', false]]) }))).status,
    ).toBe(0x2e)
    desk.clock.advance(30_001)
    const { status } = await withFinger(desk, 'known', 0x01, creation({ options: rk, token }))
    expect(status).toBe(0)
  })

  test('verifies for the option uv, without another touch', async () => {
    const desk = await open()
    await enroll(desk)
    const options = new Map([
      ['rk', true],
      ['uv', true],
    ])
    const made = await withFinger(desk, 'known', 0x01, creation({ options }))
    expect(readAuthData(bytesAt(made.members, 2)).flags & 0x05).toBe(0x05)
    const wrong = await withFinger(desk, 'unknown', 0x01, creation({ options }))
    expect(wrong.status).toBe(0x36)
    expect(desk.key.summary.signCount).toBe(1)
  })

  test('that is unknown costs a retry; five block until the PIN is proved', async () => {
    const desk = await open()
    await enroll(desk)
    const statuses: number[] = []
    for (let attempt = 0; attempt < 5; attempt++)
      statuses.push((await getUvToken(desk, 'unknown')).status)
    expect(statuses).toEqual([0x3f, 0x3f, 0x3f, 0x3f, 0x3c])
    expect(await uvRetries(desk.host)).toBe(0)
    await getToken(desk.host, PIN, { permissions: BE })
    expect(await uvRetries(desk.host)).toBe(5)
  })

  test('that none is enrolled of is not allowed', async () => {
    const { host } = await open()
    const session = await agree(host, 2)
    const parameters = new Map<number, unknown>([
      [1, 2],
      [2, 6],
      [3, session.keyAgreement],
      [9, 0x04],
    ])
    expect((await host.run(0x06, parameters)).status).toBe(0x30)
    expect((await host.run(0x06, parameters.set(9, BE))).status).toBe(0x40)
    const uv = creation({ options: new Map([['uv', true]]) })
    expect((await host.run(0x01, uv)).status).toBe(0x2c)
  })
})
