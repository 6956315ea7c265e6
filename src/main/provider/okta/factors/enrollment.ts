import type { Person } from '../../../../shared/records.ts'
import { ProviderError, type BeginOptions, type Ceremony } from '../../provider.ts'
import type { HttpAnswer } from '../calls/http-exchange.ts'
import { backOffMs, UncertainError } from '../calls/retry.ts'
import { asCertain, look } from '../calls/settle.ts'
import { begunAt, type Means } from '../means.ts'
import type { ActivationBudget } from './activation-budget.ts'
import { readCeremony, type Site } from './ceremony.ts'
import {
  explainRefusal,
  mostPasskeys,
  tooManyFactors,
  type ExplainingMeans,
} from './enrollment-refusal.ts'
import { stateOf } from './factor.ts'
import { deleteFactor, listPasskeys } from './passkeys.ts'

/** What beginning and finishing registrations share. */
export interface EnrollmentMeans extends Means, ExplainingMeans {
  readonly site: Site
  readonly budget: ActivationBudget
}

const usualLifetimeS = 300
const mostAttempts = 3

/** Opens a registration. One call, unless its answer was lost. */
export async function beginEnrollment(
  means: EnrollmentMeans,
  person: Person,
  signal: AbortSignal | undefined,
  options: BeginOptions,
): Promise<Ceremony> {
  const { together = 1 } = options
  await assertActivationAllowed(means.budget, person.id, together)
  const answer = await enrolOnce(means, person.id, signal, options).catch(
    async (error: unknown) => {
      throw await explainRefusal(means, person, error, signal)
    },
  )
  const lifetimeS = options.challengeLifetimeS ?? usualLifetimeS
  try {
    const expiresAt = means.surroundings.now() + lifetimeS * 1000
    const ceremony = readCeremony(answer, person.id, means.site, expiresAt)
    if (ceremony.excludeCredentials.length + together <= mostPasskeys) return ceremony
    throw new ProviderError(tooManyFactors(person.login), answer.requestId)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    throw await undoBegun(means, person.id, answer, error)
  }
}

/** Throws ProviderError `provider-rate-limited` while Okta would refuse so many more activations. */
export async function assertActivationAllowed(
  budget: ActivationBudget,
  personId: string,
  wanted = 1,
): Promise<void> {
  const retryAt = await budget.blockedUntil(personId, wanted)
  if (retryAt === null) return
  throw new ProviderError({ code: 'provider-rate-limited', operation: 'activateFactor', retryAt })
}

async function enrolOnce(
  means: EnrollmentMeans,
  personId: string,
  signal: AbortSignal | undefined,
  { challengeLifetimeS, knownFactors = () => Promise.resolve([]) }: BeginOptions,
): Promise<HttpAnswer> {
  const startedAt = means.surroundings.now()
  const lifetime: { tokenLifetimeSeconds?: number } =
    challengeLifetimeS === undefined ? {} : { tokenLifetimeSeconds: challengeLifetimeS }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await means.ask(
        'enrollFactor',
        (okta) =>
          okta.factors.enrollFactor({
            userId: personId,
            body: { factorType: 'webauthn', provider: 'FIDO' },
            ...lifetime,
          }),
        signal,
      )
    } catch (error) {
      if (!(error instanceof UncertainError)) throw error
      await look(async () => {
        const spared = new Set(await knownFactors())
        return await removePendingSince(means, personId, { startedAt, spared }, signal)
      }, error)
      // Nothing of this attempt is left: it was not done.
      if (attempt === mostAttempts) throw asCertain(error)
      await means.surroundings.sleep(backOffMs(means.surroundings, attempt), signal)
    }
  }
}

/** Deletes what a lost answer may have left: passkeys pending since we began that nobody knows of. */
async function removePendingSince(
  means: EnrollmentMeans,
  personId: string,
  { startedAt, spared }: { readonly startedAt: number; readonly spared: ReadonlySet<string> },
  signal: AbortSignal | undefined,
): Promise<null> {
  const passkeys = await listPasskeys(means.ask, personId, signal)
  const sinceMs = begunAt(means, startedAt)
  for (const factor of passkeys) {
    const createdMs = Date.parse(factor.created ?? '')
    const isAnothers = createdMs < sinceMs || spared.has(factor.id)
    if (stateOf(factor).state === 'pending' && !isAnothers) {
      await deleteFactor(means, personId, factor.id, signal)
    }
  }
  return null
}

/** What was begun must not be left behind: where it may be, the reason to give up is uncertain. */
async function undoBegun(
  means: Means,
  personId: string,
  { body, requestId }: HttpAnswer,
  error: ProviderError,
): Promise<ProviderError> {
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : null
  if (typeof id !== 'string') return new UncertainError(error.reason, requestId, { cause: error })
  try {
    // Without the signal: a run that is cancelled meanwhile leaves nothing either.
    await deleteFactor(means, personId, id)
    return error
  } catch (cause) {
    if (!(cause instanceof ProviderError)) throw cause
    return new UncertainError(error.reason, requestId, { cause })
  }
}
