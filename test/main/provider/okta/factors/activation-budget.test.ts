import { expect, test } from 'vitest'
import { readConnection } from '../../../../../src/main/provider/okta/connection.ts'
import {
  createActivationBudget,
  createActivationLog,
} from '../../../../../src/main/provider/okta/factors/activation-budget.ts'
import { createOktaProvider } from '../../../../../src/main/provider/okta/provider.ts'
import type { Fault } from '../../../../../src/simulator/okta/http/faults.ts'
import { setUp } from '../okta-double.ts'
import { createSoftKey } from '../soft-key.ts'

const minute = 60_000
const host = 'acme.okta.com'

/** Stations at one log, with a clock that is set by hand. */
function atOneLog(startedAt = 1_000 * minute) {
  const log = createActivationLog()
  let time = startedAt
  const station = () => createActivationBudget(log, host, () => time)
  return { station, now: () => time, set: (next: number) => (time = next) }
}

async function spend(station: ReturnType<typeof createActivationBudget>, times: number) {
  for (let sent = 0; sent < times; sent++) await station.spend('00u1')
}

test('what one station sent counts for the next, for five minutes, and for nobody else', async () => {
  const { station, now, set } = atOneLog()
  const startedAt = now()
  await spend(station(), 3)
  set(startedAt + minute)
  await spend(station(), 1)
  expect(await station().blockedUntil('00u1', 1)).toBeNull()
  expect(await station().blockedUntil('00u1', 2)).toBe(startedAt + 5 * minute)
  await spend(station(), 1)
  expect(await station().blockedUntil('00u1', 1)).toBe(startedAt + 5 * minute)
  expect(await station().blockedUntil('00u1', 5)).toBe(startedAt + 6 * minute)
  expect(await station().blockedUntil('00u2', 5)).toBeNull()
  set(startedAt + 5 * minute)
  expect(await station().blockedUntil('00u1', 3)).toBeNull()
  expect(await station().blockedUntil('00u1', 4)).toBe(startedAt + 6 * minute)
})

test('a clock that is set back neither forgets nor makes anybody wait for longer', async () => {
  const { station, now, set } = atOneLog()
  await spend(station(), 5)
  const back = now() - 60 * minute
  set(back)
  expect(await station().blockedUntil('00u1', 1)).toBe(back + 5 * minute)
  set(back + 4 * minute)
  expect(await station().blockedUntil('00u1', 1)).toBe(back + 5 * minute)
  set(back + 5 * minute)
  expect(await station().blockedUntil('00u1', 5)).toBeNull()
})

test('a refusal holds until Okta says, for five minutes where it does not, and never longer', async () => {
  const { station, now } = atOneLog()
  await spend(station(), 1)
  await station().exhaust('00u1', now() + 2 * minute)
  expect(await station().blockedUntil('00u1', 1)).toBe(now() + 2 * minute)
  await station().exhaust('00u2', null)
  expect(await station().blockedUntil('00u2', 1)).toBe(now() + 5 * minute)
  await station().exhaust('00u3', now() + 60 * minute)
  expect(await station().blockedUntil('00u3', 1)).toBe(now() + 5 * minute)
  await station().exhaust('00u4', now() - minute)
  expect(await station().blockedUntil('00u4', 5)).toBeNull()
})

const activation = { method: 'POST', path: '*/lifecycle/activate' } as const

test.each<[string, Fault, number | null]>([
  ['until then', { kind: 'rate-limit', resetInSeconds: 240, ...activation }, 4 * minute],
  ['as five minutes', { kind: 'rate-limit', resetInSeconds: null, ...activation }, 5 * minute],
  ['as nothing, for it is over in a moment', { kind: 'concurrency', ...activation }, null],
])(
  'a refusal that only Okta knew of is remembered %s, by the station’s clock',
  async (_, fault, waitMs) => {
    const time = 1_790_000_000_000
    // Okta's clock is two minutes ahead.
    const ahead = { now: () => time + 2 * minute }
    const { okta, provider } = await setUp('token', ahead, { now: () => time })
    const jane = await provider.getPerson('jane.doe@example.com')
    const ceremony = await provider.begin(jane)
    okta.faults.add(fault)
    await expect(provider.finish(ceremony, createSoftKey().create(ceremony))).rejects.toMatchObject(
      {
        reason: { code: 'provider-rate-limited', operation: 'activateFactor' },
      },
    )
    okta.faults.clear()
    const next = provider.begin(jane)
    if (waitMs === null) return await expect(next).resolves.toMatchObject({ personId: jane.id })
    await expect(next).rejects.toMatchObject({
      reason: { code: 'provider-rate-limited', retryAt: time + waitMs },
    })
  },
)

test('five that another registry’s station sent: the sixth is Okta’s to refuse, the seventh ours', async () => {
  const { okta, provider, calls } = await setUp('token')
  const connection = readConnection(okta.connectionFor('token'))
  const elsewhere = createOktaProvider(connection, { fetch, now: Date.now })
  const jane = await provider.getPerson('jane.doe@example.com')
  const ceremony = await provider.begin(jane)
  const key = createSoftKey()
  const forged = key.create({ ...ceremony, challenge: 'AAAAAAAAAAAAAAAAAAAA' })
  for (let sent = 0; sent < 5; sent++) {
    await expect(elsewhere.finish(ceremony, forged)).rejects.toMatchObject({
      reason: { code: 'ceremony-rejected' },
    })
  }
  const limited = { reason: { code: 'provider-rate-limited' } }
  await expect(provider.finish(ceremony, key.create(ceremony))).rejects.toMatchObject(limited)
  const sent = calls().length
  await expect(provider.begin(jane)).rejects.toMatchObject(limited)
  expect(calls()).toHaveLength(sent)
})

test('what cannot be counted is not sent', async () => {
  const log = createActivationLog()
  const full = new Error('full')
  let isFull = false
  const activations: typeof log = {
    change: (...how) => (isFull ? Promise.reject(full) : log.change(...how)),
  }
  const { provider, calls } = await setUp('token', {}, { activations })
  const jane = await provider.getPerson('jane.doe@example.com')
  const ceremony = await provider.begin(jane)
  const made = createSoftKey().create(ceremony)
  const sent = calls().length
  isFull = true
  await expect(provider.finish(ceremony, made)).rejects.toBe(full)
  await expect(provider.begin(jane)).rejects.toBe(full)
  expect(calls()).toHaveLength(sent)
  isFull = false
  await provider.finish(ceremony, made)
})
