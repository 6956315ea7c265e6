import { CtapStatusError } from '../errors.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { CTAP_STATUS } from '../status.ts'

/** Who authorizes a request: a token, or one that is asked for when the key wants it. */
export interface RequestToken {
  readonly token?: PinToken
  /** Asked once, when the key answers PUAT_REQUIRED to a request without a token; null: there is none. */
  readonly askForToken?: () => Promise<PinToken | null>
}

/**
 * Sends a request with its token, or without one. A key may want one all the same (alwaysUv, or its own
 * rules): then the request is sent again, once, with the token that is asked for, which is disposed of
 * (CTAP 2.2 §6.1.2 and §6.2.2, PUAT_REQUIRED).
 */
export async function withTokenOnDemand<T>(
  { token, askForToken }: RequestToken,
  send: (token: PinToken | undefined) => Promise<T>,
): Promise<T> {
  try {
    return await send(token)
  } catch (error) {
    if (token || !askForToken || !isTokenWanted(error)) throw error
    const asked = await askForToken()
    if (!asked) throw error
    try {
      return await send(asked)
    } finally {
      asked.dispose()
    }
  }
}

function isTokenWanted(error: unknown): boolean {
  return error instanceof CtapStatusError && error.status === CTAP_STATUS.CTAP2_ERR_PUAT_REQUIRED
}
