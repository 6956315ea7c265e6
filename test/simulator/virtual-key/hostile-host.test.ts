import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ManualClock } from '../../../src/simulator/virtual-key/clock.ts'
import { fingerprintProfile } from '../../../src/simulator/virtual-key/profile.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { encodeCbor, settle, TestHost } from './host.ts'
import { setPin } from './platform.ts'

/** CTAPHID_ERROR "other": how the key would answer to a fault of its own. */
const OTHER = 0x7f
const ERROR = 0x3f

const leaf = fc.oneof(
  fc.integer({ min: -300, max: 70_000 }),
  fc.boolean(),
  fc.constantFrom('public-key', 'example.com', 'rk', 'uv', 'id', 'name', '', '\u0000'),
  fc.uint8Array({ maxLength: 80 }),
)
const entity = fc
  .uniqueArray(fc.tuple(fc.constantFrom('id', 'name', 'type', 'alg', 'rk', 'up', 'uv'), leaf), {
    selector: ([key]) => key,
  })
  .map((entries) => new Map<unknown, unknown>(sorted(entries)))
const numbered = fc
  .uniqueArray(fc.tuple(fc.integer({ min: -3, max: 12 }), leaf), { selector: ([key]) => key })
  .map((entries) => new Map<unknown, unknown>(sorted(entries)))
const value = fc.oneof(leaf, entity, numbered, fc.array(fc.oneof(leaf, entity), { maxLength: 4 }))
const parameters = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 11 }), value), { selector: ([key]) => key })
  .map((entries) => new Map<unknown, unknown>(sorted(entries)))

/** Canonical order, so that the values are looked at and not only their order refused. */
function sorted<T extends readonly [string | number, unknown]>(entries: readonly T[]): T[] {
  const order = ([key]: T): string => Buffer.from(encodeCbor(key)).toString('hex').padEnd(1)
  return entries.toSorted((one, other) => {
    const [a, b] = [order(one), order(other)]
    return a.length - b.length || (a < b ? -1 : 1)
  })
}

async function openKey(): Promise<TestHost> {
  const key = new VirtualKey({ profile: fingerprintProfile, clock: new ManualClock() })
  const host = await TestHost.open(key)
  await setPin(host, '1234')
  return host
}

test('whatever the parameters are, the key answers with a status and not with a fault', async () => {
  const host = await openKey()
  const command = fc.integer({ min: 1, max: 0x42 })
  await fc.assert(
    fc.asyncProperty(command, parameters, async (number, members) => {
      const request = Buffer.concat([Buffer.of(number), encodeCbor(members)])
      const answer = await host.exchange(0x10, request)
      expect(answer.command).toBe(0x10)
      expect(answer.payload.length).toBeGreaterThan(0)
    }),
    { numRuns: 1000 },
  )
})

test('whatever the bytes are, CBOR and U2F answer', async () => {
  const host = await openKey()
  const message = fc.tuple(fc.constantFrom(0x03, 0x10), fc.uint8Array({ maxLength: 300 }))
  await fc.assert(
    fc.asyncProperty(message, async ([command, payload]) => {
      const answer = await host.exchange(command, payload)
      expect([answer.command, answer.payload[0]]).not.toEqual([ERROR, OTHER])
    }),
    { numRuns: 1000 },
  )
})

test('whatever the reports are, the key serves on', async () => {
  const report = fc.uint8Array({ minLength: 60, maxLength: 64 })
  await fc.assert(
    fc.asyncProperty(fc.array(report, { maxLength: 20 }), async (reports) => {
      const clock = new ManualClock()
      const key = new VirtualKey({ clock })
      const host = await TestHost.open(key)
      const prefix = Buffer.alloc(4)
      prefix.writeUInt32BE(host.channel)
      for (const each of reports) host.connection.send(Buffer.concat([prefix, each]))
      // Half a message times out, a lock runs out.
      clock.advance(10_000)
      await settle()
      const after = await TestHost.open(key)
      expect((await after.exchange(0x01, Uint8Array.of(9))).payload).toEqual(Uint8Array.of(9))
    }),
    { numRuns: 100 },
  )
})
