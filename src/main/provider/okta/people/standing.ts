import { z } from 'zod'
import { plainTexts } from '../../../../shared/plain-text.ts'
import { ProviderError } from '../../provider.ts'
import { readAnswer } from '../calls/answers.ts'
import { OktaRefusal } from '../calls/failures.ts'
import type { HttpAnswer } from '../calls/http-exchange.ts'
import { doOnce } from '../calls/settle.ts'
import type { Means } from '../means.ts'
import { getPerson } from './people.ts'

type Value = string | number | boolean | null

/** Suspends the person; somebody suspended already stays so. */
export function suspendPerson(means: Means, userId: string, signal?: AbortSignal): Promise<void> {
  return changeStanding(
    means,
    userId,
    () => means.ask('suspendUser', (okta) => okta.users.suspendUser({ userId }), signal),
    (status) => status === 'SUSPENDED',
    signal,
  )
}

/** Lifts a suspension; somebody who is not suspended stays as they are. */
export function unsuspendPerson(means: Means, userId: string, signal?: AbortSignal): Promise<void> {
  return changeStanding(
    means,
    userId,
    () => means.ask('unsuspendUser', (okta) => okta.users.unsuspendUser({ userId }), signal),
    (status) => status !== 'SUSPENDED' && status !== 'DEPROVISIONED',
    signal,
  )
}

async function changeStanding(
  { ask, surroundings }: Means,
  userId: string,
  act: () => Promise<unknown>,
  isDone: (status: string) => boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  const find = async (): Promise<true | null> =>
    isDone((await getPerson(ask, userId, signal)).status) ? true : null
  await doOnce<unknown>(surroundings, act, find, signal).catch(async (error: unknown) => {
    // Okta refuses to suspend the suspended: what was wanted is so all the same.
    if (error instanceof OktaRefusal && error.status < 500 && (await find()) !== null) return
    throw error
  })
}

/**
 * Sets one profile attribute by a partial update: a PUT would clear every attribute it does not name.
 * Throws ProviderError `provider-answer-invalid` when Okta accepted and did not keep the value.
 */
export async function setProfileAttribute(
  { ask, surroundings }: Means,
  userId: string,
  name: string,
  value: Value,
  signal?: AbortSignal,
): Promise<void> {
  // The SDK types only the attributes every organization has; its serializer keeps the others.
  const user = { profile: Object.assign({}, { [name]: value }) }
  // As it will be read back: no answer holds anything but plain text.
  const wanted = plainTexts(value)
  const answer = await doOnce(
    surroundings,
    () => ask('updateUser', (okta) => okta.users.updateUser({ userId, user }), signal),
    async () => {
      const current = await ask('getUser', (okta) => okta.users.getUser({ userId }), signal)
      return attributeOf(current, name) === wanted ? current : null
    },
    signal,
  )
  if (attributeOf(answer, name) === wanted) return
  throw new ProviderError(
    { code: 'provider-answer-invalid', operation: 'updateUser', field: `profile.${name}` },
    answer.requestId,
  )
}

const profileSchema = z.looseObject({ profile: z.record(z.string(), z.unknown()) })

/** Okta leaves out what is not set. */
function attributeOf(answer: HttpAnswer, name: string): unknown {
  return readAnswer(profileSchema, answer, 'updateUser').profile[name] ?? null
}
