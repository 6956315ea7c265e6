import type { Person } from '../../shared/records.ts'
import { IdpError } from '../idp.ts'
import type { BeginOptions, Ceremony } from '../idp.ts'
import type { ActivationBudget } from './activation-budget.ts'
import { readCeremony } from './ceremony.ts'
import type { Site } from './ceremony.ts'
import { explainRefusal, mostPasskeys, tooManyFactors } from './enrolment-refusal.ts'
import type { ExplainingMeans } from './enrolment-refusal.ts'
import { stateOf } from './factor.ts'
import type { HttpAnswer } from './http-exchange.ts'
import { begunAt } from './means.ts'
import type { Means } from './means.ts'
import { deleteFactor, listPasskeys } from './passkeys.ts'
import { backOffMs, UncertainError } from './retry.ts'
import { certain, look } from './settle.ts'

/** What beginning and finishing registrations share. */
export interface EnrolmentMeans extends Means, ExplainingMeans {
  readonly site: Site
  readonly budget: ActivationBudget
}

const usualLifetimeS = 300
const mostAttempts = 3

/** Opens a registration. One call, unless its answer was lost. */
export async function beginEnrolment(
  means: EnrolmentMeans,
  person: Person,
  signal: AbortSignal | undefined,
  options: BeginOptions,
): Promise<Ceremony> {
  const { together = 1 } = options
  assertActivationAllowed(means.budget, person.id, together)
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
    throw new IdpError(tooManyFactors(person.login), answer.requestId)
  } catch (error) {
    await deleteFactorOf(means, person.id, answer, signal)
    throw error
  }
}

/** Throws IdpError `provider-rate-limited` while Okta would refuse so many more activations. */
export function assertActivationAllowed(
  budget: ActivationBudget,
  personId: string,
  wanted = 1,
): void {
  const retryAt = budget.blockedUntil(personId, wanted)
  if (retryAt === null) return
  throw new IdpError({ code: 'provider-rate-limited', operation: 'activateFactor', retryAt })
}

async function enrolOnce(
  means: EnrolmentMeans,
  personId: string,
  signal: AbortSignal | undefined,
  { challengeLifetimeS }: BeginOptions,
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
      await look(() => removePendingSince(means, personId, startedAt, signal), error)
      // Nothing of this attempt is left: it was not done.
      if (attempt === mostAttempts) throw certain(error)
      await means.surroundings.sleep(backOffMs(means.surroundings, attempt), signal)
    }
  }
}

/** Deletes what a lost answer may have left: passkeys pending since we began, and no older ones. */
async function removePendingSince(
  means: EnrolmentMeans,
  personId: string,
  startedAt: number,
  signal: AbortSignal | undefined,
): Promise<null> {
  const passkeys = await listPasskeys(means.ask, personId, signal)
  const sinceMs = begunAt(means, startedAt)
  for (const factor of passkeys) {
    const createdMs = Date.parse(factor.created ?? '')
    const isOlder = createdMs < sinceMs
    if (stateOf(factor).state === 'pending' && !isOlder) {
      await deleteFactor(means, personId, factor.id, signal)
    }
  }
  return null
}

async function deleteFactorOf(
  means: Means,
  personId: string,
  answer: HttpAnswer,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { body } = answer
  const hasId = typeof body === 'object' && body !== null && 'id' in body
  // What made us give up is the failure to tell; a leftover is found by listPendingFactors.
  if (hasId && typeof body.id === 'string') {
    await deleteFactor(means, personId, body.id, signal).catch(() => undefined)
  }
}
