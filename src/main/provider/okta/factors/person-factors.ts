import { z } from 'zod'
import { ProviderError, type PersonFactor } from '../../provider.ts'
import { listOf, readAnswer } from '../calls/answers.ts'
import { OktaRefusal } from '../calls/failures.ts'
import type { Ask } from '../calls/request-executor.ts'
import { stateOf, type Factor } from './factor.ts'
import { listPasskeys, readFactor } from './passkeys.ts'

/**
 * Every passkey of the person. The Factors API lists only what the enrollment policy that applies from
 * this station's address allows, so the authenticator enrollments are asked for what it left out.
 */
export async function listFactors(
  ask: Ask,
  personId: string,
  signal?: AbortSignal,
): Promise<readonly PersonFactor[]> {
  const listed = await listPasskeys(ask, personId, signal)
  const known = new Set(listed.map(({ id }) => id))
  const enrolled = await listEnrollmentIds(ask, personId, signal)
  const hidden: Factor[] = []
  for (const id of enrolled.filter((enrollment) => !known.has(enrollment))) {
    const factor = await readFactor(ask, personId, id, signal).catch(nullIfUnreadable)
    if (factor !== null) hidden.push(factor)
  }
  return [...listed, ...hidden].map(personFactorOf)
}

function personFactorOf(factor: Factor): PersonFactor {
  const createdAt = Date.parse(factor.created ?? '')
  return {
    factorId: factor.id,
    state: stateOf(factor),
    name: factor.profile?.authenticatorName ?? null,
    createdAt: Number.isNaN(createdAt) ? null : createdAt,
  }
}

// Okta's description says an object, Okta answers an array.
const enrollmentsSchema = listOf(z.looseObject({ id: z.string(), key: z.string() }))

async function listEnrollmentIds(
  ask: Ask,
  userId: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  try {
    const answer = await ask(
      'listAuthenticatorEnrollments',
      (okta) => okta.enrollments.listAuthenticatorEnrollments({ userId }),
      signal,
    )
    const enrollments = readAnswer(enrollmentsSchema, answer, 'listAuthenticatorEnrollments')
    return enrollments.filter(({ key }) => key === 'webauthn').map(({ id }) => id)
  } catch (error) {
    if (isMissingFeature(error)) return []
    throw error
  }
}

/**
 * Limited availability: an organization without it has the Factors API's answer only. Classic Engine
 * says so with 401.
 */
function isMissingFeature(error: unknown): boolean {
  if (!(error instanceof OktaRefusal)) return false
  return error.errorCode === 'E0000015' || [400, 403, 404, 405, 501].includes(error.status)
}

/** An odd factor costs itself here as it does in a list. */
function nullIfUnreadable(error: unknown): null {
  if (error instanceof ProviderError && error.reason.code === 'provider-answer-invalid') return null
  throw error
}
