import { z } from 'zod'
import { IdpError } from '../idp.ts'
import { readAnswer } from './answers.ts'
import { OktaRefusal } from './failures.ts'
import { getPerson } from './people.ts'
import type { Ask } from './request-executor.ts'
import { doOnce } from './settle.ts'

type Value = string | number | boolean | null

/** Suspends the person; somebody suspended already stays so. */
export function suspendPerson(ask: Ask, userId: string, signal?: AbortSignal): Promise<void> {
  return changeStanding(
    ask,
    userId,
    () => ask('suspendUser', (okta) => okta.users.suspendUser({ userId }), signal),
    (status) => status === 'SUSPENDED',
    signal,
  )
}

/** Lifts a suspension; somebody who is not suspended stays as they are. */
export function unsuspendPerson(ask: Ask, userId: string, signal?: AbortSignal): Promise<void> {
  return changeStanding(
    ask,
    userId,
    () => ask('unsuspendUser', (okta) => okta.users.unsuspendUser({ userId }), signal),
    (status) => status !== 'SUSPENDED' && status !== 'DEPROVISIONED',
    signal,
  )
}

async function changeStanding(
  ask: Ask,
  userId: string,
  act: () => Promise<unknown>,
  isDone: (status: string) => boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  const find = async (): Promise<true | null> =>
    isDone((await getPerson(ask, userId, signal)).status) ? true : null
  await doOnce<unknown>(act, find).catch(async (error: unknown) => {
    // Okta refuses to suspend the suspended: what was wanted is so all the same.
    if (error instanceof OktaRefusal && error.status < 500 && (await find()) !== null) return
    throw error
  })
}

/**
 * Sets one profile attribute by a partial update: a PUT would clear every attribute it does not name.
 * Throws IdpError `provider-answer-invalid` when Okta accepted and did not keep the value.
 */
export async function setProfileAttribute(
  ask: Ask,
  userId: string,
  name: string,
  value: Value,
  signal?: AbortSignal,
): Promise<void> {
  const profile = { [name]: value }
  const answer = await ask(
    'updateUser',
    // The SDK types only the attributes every organization has; its serializer keeps the others.
    (okta) => okta.users.updateUser({ userId, user: { profile: Object.assign({}, profile) } }),
    signal,
  )
  const kept = readAnswer(profileSchema, answer, 'updateUser').profile[name] ?? null
  if (kept === value) return
  const field = `profile.${name}`
  throw new IdpError(
    { code: 'provider-answer-invalid', operation: 'updateUser', field },
    answer.requestId,
  )
}

const profileSchema = z.looseObject({ profile: z.record(z.string(), z.unknown()) })
