import { IdpError } from '../idp.ts'
import { UncertainError } from './retry.ts'

const mostAttempts = 3

/**
 * Does what must not be done twice: after a lost answer, `find` looks whether it was done, and only if
 * it was not is it tried again. Throws what `act` was refused with; an IdpError that is no
 * UncertainError says it was certainly not done.
 */
export async function doOnce<T>(act: () => Promise<T>, find: () => Promise<T | null>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof IdpError)) throw error
      const isUncertain = error instanceof UncertainError
      // A refusal after a lost answer may only say that it was done already.
      const done = isUncertain || attempt > 1 ? await find() : null
      if (done !== null) return done
      if (!isUncertain) throw error
      if (attempt === mostAttempts)
        throw new IdpError(error.reason, error.requestId, { cause: error })
    }
  }
}
