import type { Authenticator } from '../authenticator.ts'
import { CtapStatusError } from '../errors.ts'
import type { TransactOptions } from '../hid/budget.ts'
import type { HmacSecret } from '../pin/hmac-secret.ts'
import { CTAP_STATUS } from '../status.ts'
import { encodeGetAssertionExtensions, type GetAssertionExtensions } from './extension-inputs.ts'
import { sendGetAssertion, type Assertion } from './get-assertion-request.ts'
import { requireOptions } from './required-options.ts'
import { findCredential, fitsInOneRequest } from './silent-search.ts'
import type { RequestToken } from './token-on-demand.ts'

/** What is to be asserted (CTAP 2.2 §6.2); a token has the permission getAssertion. */
export interface GetAssertionRequest extends RequestToken {
  readonly rpId: string
  /** SHA-256 of clientDataJSON. */
  readonly clientDataHash: Uint8Array
  /** Credential ids, as many as need be; absent: every discoverable credential for the rpId. */
  readonly allowList?: readonly Uint8Array[]
  readonly extensions?: GetAssertionExtensions
  /** False: no touch is asked for. */
  readonly up?: boolean
  /** A key's own user verification, without a token. */
  readonly uv?: boolean
}

/**
 * Asks for assertions, one for each credential that fits, the newest first; waits for a touch unless
 * `up` is false (CTAP 2.2 §6.2, §6.3). A list longer than the key takes is searched without a touch
 * first. Rejects as `Authenticator.send` does.
 */
export async function getAssertion(
  authenticator: Authenticator,
  request: GetAssertionRequest,
  options: TransactOptions = {},
): Promise<readonly Assertion[]> {
  requireOptions('authenticatorGetAssertion', authenticator.info, request)
  const { extensions: wanted, allowList = [], ...rest } = request
  const ids = await narrowAllowList(authenticator, request, allowList, options)
  const { inputs, hmacSecret } = await encodeGetAssertionExtensions(authenticator, wanted, options)
  const parameters = { ...rest, allowList: ids, ...(inputs && { extensions: inputs }) }
  try {
    const assertions = await sendGetAssertion(authenticator, parameters, options)
    return hmacSecret ? assertions.map((each) => withSecrets(each, hmacSecret)) : assertions
  } finally {
    hmacSecret?.dispose()
  }
}

function withSecrets(assertion: Assertion, hmacSecret: HmacSecret): Assertion {
  const hmacSecrets = hmacSecret.open(assertion.authData)
  return hmacSecrets ? { ...assertion, hmacSecrets } : assertion
}

async function narrowAllowList(
  authenticator: Authenticator,
  { rpId, token, askForToken }: GetAssertionRequest,
  ids: readonly Uint8Array[],
  options: TransactOptions,
): Promise<readonly Uint8Array[]> {
  if (fitsInOneRequest(authenticator, ids)) return ids
  const search = { rpId, ids, ...(token && { token }), ...(askForToken && { askForToken }) }
  const found = await findCredential(authenticator, search, options)
  if (found) return [found]
  throw new CtapStatusError('authenticatorGetAssertion', CTAP_STATUS.CTAP2_ERR_NO_CREDENTIALS)
}
