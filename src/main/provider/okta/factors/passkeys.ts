import type { FactorState } from '../../provider.ts'
import { readAnswer } from '../calls/answers.ts'
import { OktaRefusal } from '../calls/failures.ts'
import type { Ask } from '../calls/request-executor.ts'
import { doOnce } from '../calls/settle.ts'
import type { Means } from '../means.ts'
import { factorSchema, factorsSchema, isPasskey, stateOf, type Factor } from './factor.ts'

/** The person's passkeys Okta shows: those an enrollment policy hides are missing. */
export async function listPasskeys(
  ask: Ask,
  personId: string,
  signal?: AbortSignal,
): Promise<readonly Factor[]> {
  const answer = await ask(
    'listFactors',
    (okta) => okta.factors.listFactors({ userId: personId }),
    signal,
  )
  return readAnswer(factorsSchema, answer, 'listFactors').filter(isPasskey)
}

/** The factor by its own id, which finds it whatever the policies hide; null when there is none. */
export async function readFactor(
  ask: Ask,
  personId: string,
  factorId: string,
  signal?: AbortSignal,
): Promise<Factor | null> {
  try {
    const answer = await ask(
      'getFactor',
      (okta) => okta.factors.getFactor({ userId: personId, factorId }),
      signal,
    )
    return readAnswer(factorSchema, answer, 'getFactor')
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

export async function findFactor(
  ask: Ask,
  personId: string,
  factorId: string,
  signal?: AbortSignal,
): Promise<FactorState> {
  const factor = await readFactor(ask, personId, factorId, signal)
  return factor === null ? { state: 'absent' } : stateOf(factor)
}

export async function listPendingFactors(
  ask: Ask,
  personId: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const passkeys = await listPasskeys(ask, personId, signal)
  return passkeys.filter((factor) => stateOf(factor).state === 'pending').map(({ id }) => id)
}

/** Deletes one factor, and never more than one. */
export async function deleteFactor(
  { ask, surroundings }: Means,
  personId: string,
  factorId: string,
  signal?: AbortSignal,
): Promise<void> {
  await doOnce<unknown>(
    surroundings,
    () =>
      ask(
        'unenrollFactor',
        (okta) => okta.factors.unenrollFactor({ userId: personId, factorId }),
        signal,
      ),
    async () => ((await readFactor(ask, personId, factorId, signal)) === null ? true : null),
    signal,
  ).catch((error: unknown) => {
    if (!isAbsent(error)) throw error
  })
}

/**
 * Okta said so itself, of the factor or of the whole person: a 404 of anything between us and Okta
 * proves nothing.
 */
function isAbsent(error: unknown): boolean {
  return error instanceof OktaRefusal && ['E0000007', 'E0000156'].includes(error.errorCode)
}
