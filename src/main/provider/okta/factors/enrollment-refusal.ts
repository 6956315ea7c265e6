import type { FailureCause } from '../../../../shared/failure.ts'
import type { Person } from '../../../../shared/records.ts'
import { ProviderError, type PersonFactor } from '../../provider.ts'
import { OktaRefusal } from '../calls/failures.ts'
import type { Ask } from '../calls/request-executor.ts'
import { listGroupsOf } from '../people/groups.ts'
import { allowsPasskeys, findEnrollmentPolicy } from './enrollment-policy.ts'
import { listFactors } from './person-factors.ts'

/** The most WebAuthn enrollments Okta keeps for one person. */
export const mostPasskeys = 10

/** Okta's words, and no code of their own, for what a validation of an enrollment can mean. */
const policyForbids = /\bnot allowed\b.*\bpolicy\b/i
const hasOneAlready = /\balready set up\b/i

/** Whose enrollment was refused. */
type Holder = Pick<Person, 'id' | 'login'>

/** What is looked at to explain a refusal; nobody is asked to sign in for it. */
export interface ExplainingMeans {
  readonly askQuietly: Ask
}

/**
 * Okta answers E0000001 to whoever may hold no passkey, has the only one they may have, or has as many
 * as it keeps. Its words and a look at the person tell them apart. It answers E0000006 for whom the role
 * of the station may read and not change: its administrators. Anything else stays as it is.
 */
export async function explainRefusal(
  means: ExplainingMeans,
  holder: Holder,
  error: unknown,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  if (!(error instanceof OktaRefusal)) return error
  const reason = await reasonOf(means.askQuietly, holder, error, signal)
  return reason === null ? error : new ProviderError(reason, error.requestId, { cause: error })
}

async function reasonOf(
  ask: Ask,
  { id, login }: Holder,
  { errorCode, summary: words }: OktaRefusal,
  signal: AbortSignal | undefined,
): Promise<FailureCause | null> {
  if (errorCode === 'E0000006') return { code: 'person-protected', login }
  if (errorCode !== 'E0000001') return null
  if (policyForbids.test(words)) {
    const policy = await ifReadable(() => policyNameOf(ask, id, signal))
    return { code: 'enrollment-not-allowed', login, policy }
  }
  const factors = (await ifReadable(() => listFactors(ask, id, signal))) ?? []
  const held = factors.filter(({ state }) => state.state !== 'pending')
  if (held.length >= mostPasskeys) return tooManyFactors(login)
  if (!hasOneAlready.test(words)) return null
  const [only] = held.length > 0 ? held : factors
  return { code: 'one-key-only', login, ...whichOf(only) }
}

export function tooManyFactors(login: string): FailureCause {
  return { code: 'too-many-factors', login, maximum: mostPasskeys }
}

function whichOf(factor: PersonFactor | undefined): {
  readonly name: string | null
  readonly createdAt: number | null
} {
  return { name: factor?.name ?? null, createdAt: factor?.createdAt ?? null }
}

/** A policy that allows passkeys cannot be the one that forbade this, so it is not named. */
async function policyNameOf(
  ask: Ask,
  personId: string,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const groups = await listGroupsOf(ask, personId, signal)
  const policy = await findEnrollmentPolicy(
    ask,
    groups.map(({ id }) => id),
    signal,
  )
  return policy === null || allowsPasskeys(policy) ? null : policy.name
}

/** What the station may not read leaves the explanation shorter. */
async function ifReadable<T>(look: () => Promise<T>): Promise<T | null> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof ProviderError) return null
    throw error
  }
}
