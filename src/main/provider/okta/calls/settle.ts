import { ProviderError } from '../../provider.ts'
import type { Surroundings } from '../edges.ts'
import { backOffMs, UncertainError } from './retry.ts'

const mostAttempts = 3

/**
 * Does what must not be done twice: after a lost answer, `find` looks whether it was done, and only if
 * it was not is it tried again. Throws what `act` was refused with; a ProviderError that is no
 * UncertainError says it was certainly not done.
 */
export async function doOnce<T>(
  surroundings: Surroundings,
  act: () => Promise<T>,
  find: () => Promise<T | null>,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      const isUncertain = error instanceof UncertainError
      // A refusal after a lost answer may only say that it was done already, or is being done.
      const isEcho = !isUncertain && attempt > 1
      if (isEcho) await surroundings.sleep(backOffMs(surroundings, attempt), signal)
      const done = isUncertain || isEcho ? await look(find, error) : null
      if (done !== null) return done
      if (!isUncertain) throw error
      if (attempt === mostAttempts) throw asCertain(error)
      await surroundings.sleep(backOffMs(surroundings, attempt), signal)
    }
  }
}

/** Who cannot look does not know. An answer that makes no sense is told as that. */
export async function look<T>(
  find: () => Promise<T | null>,
  lost: ProviderError,
): Promise<T | null> {
  try {
    return await find()
  } catch (error) {
    if (!(error instanceof ProviderError) || error.reason.code === 'provider-answer-invalid')
      throw error
    throw new UncertainError(lost.reason, lost.requestId, { cause: error })
  }
}

/** What was uncertain has been looked up: it was not done. */
export function asCertain(error: UncertainError): ProviderError {
  return new ProviderError(error.reason, error.requestId, { cause: error })
}
