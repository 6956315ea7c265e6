import {
  ProviderError,
  type Ceremony,
  type NewCredential,
  type Registration,
} from '../../provider.ts'
import { toBase64, toBase64Url } from '../base64.ts'
import { OktaRefusal } from '../calls/failures.ts'
import { UncertainError } from '../calls/retry.ts'
import { doOnce } from '../calls/settle.ts'
import { explainRefusal } from './enrollment-refusal.ts'
import { assertActivationAllowed, type EnrollmentMeans } from './enrollment.ts'
import { factorSchema, stateOf, type Factor } from './factor.ts'
import { readFactor } from './passkeys.ts'

/**
 * Gives Okta the credential. A lost answer is cleared up by reading the factor; only one that is still
 * pending is sent again. Throws UncertainError when even that could not be found out.
 */
export function finishEnrollment(
  means: EnrollmentMeans,
  ceremony: Ceremony,
  credential: NewCredential,
  signal: AbortSignal | undefined,
): Promise<Registration> {
  return doOnce(
    means.surroundings,
    () => activate(means, ceremony, credential, signal),
    () => findRegistration(means, ceremony, credential, signal),
    signal,
  ).catch(async (error: unknown) => {
    const holder = { id: ceremony.personId, login: ceremony.user.name }
    const told = await explainRefusal(means, holder, error, signal)
    throw explainError(told, ceremony, means.surroundings.now())
  })
}

async function activate(
  means: EnrollmentMeans,
  { personId, factorId }: Ceremony,
  credential: NewCredential,
  signal: AbortSignal | undefined,
): Promise<Registration> {
  const { ask, budget } = means
  await assertActivationAllowed(budget, personId)
  await budget.spend(personId)
  const body = {
    attestation: toBase64(credential.attestationObject),
    clientData: toBase64(credential.clientDataJSON),
  }
  const answer = await ask(
    'activateFactor',
    (okta) => okta.factors.activateFactor({ userId: personId, factorId, body }),
    signal,
  ).catch(async (error: unknown) => {
    await rememberLimit(means, personId, error)
    throw error
  })
  const read = factorSchema.safeParse(answer.body)
  if (read.success) return registrationOf(read.data, credential, answer.requestId)
  // Okta took it and says so in a way we cannot read: the factor tells.
  throw new UncertainError(
    { code: 'provider-answer-invalid', operation: 'activateFactor', field: 'body' },
    answer.requestId,
  )
}

/**
 * Another station may have used up what Okta allows somebody: the next issuance has to know before its key is
 * touched. Without a word of Okta's it ends after the whole time; too many requests at once end in a moment.
 */
async function rememberLimit(
  { budget, clock }: EnrollmentMeans,
  personId: string,
  error: unknown,
): Promise<void> {
  if (!(error instanceof OktaRefusal) || error.reason.code !== 'provider-rate-limited') return
  const { limit } = error
  if (limit.kind === 'concurrency') return
  const until = limit.kind === 'bucket' ? limit.resetAtMs - (clock.offsetMs() ?? 0) : null
  // Okta's refusal is what is told; a registry that cannot be written says so at the next write.
  await budget.exhaust(personId, until).catch(() => undefined)
}

async function findRegistration(
  { ask }: EnrollmentMeans,
  { personId, factorId }: Ceremony,
  credential: NewCredential,
  signal: AbortSignal | undefined,
): Promise<Registration | null> {
  const factor = await readFactor(ask, personId, factorId, signal)
  if (factor === null || stateOf(factor).state === 'pending') return null
  return registrationOf(factor, credential, null)
}

/** Okta must have kept the very credential the key made, or nobody can sign in with it. */
function registrationOf(
  factor: Factor,
  credential: NewCredential,
  requestId: string | null,
): Registration {
  const credentialId = toBase64Url(credential.credentialId)
  const isOurs = factor.profile?.credentialId?.replace(/=+$/, '') === credentialId
  if (factor.status !== 'ACTIVE' || !isOurs) {
    const field = isOurs ? 'status' : 'profile.credentialId'
    throw new ProviderError(
      { code: 'provider-answer-invalid', operation: 'activateFactor', field },
      requestId,
    )
  }
  return {
    factorId: factor.id,
    credentialId,
    authenticatorName: factor.profile?.authenticatorName ?? null,
    requestId,
  }
}

/** Okta says a stale challenge and a wrong attestation with the same words. */
function explainError(error: unknown, ceremony: Ceremony, nowMs: number): unknown {
  if (!(error instanceof OktaRefusal)) return error
  if (error.errorCode !== 'E0000068' && error.errorCode !== 'E0000001') return error
  const isExpired = ceremony.expiresAt !== undefined && nowMs > ceremony.expiresAt
  const reason = isExpired
    ? ({ code: 'ceremony-expired' } as const)
    : ({ code: 'ceremony-rejected', reason: error.summary } as const)
  return new ProviderError(reason, error.requestId, { cause: error })
}
