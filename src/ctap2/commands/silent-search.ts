import type { Authenticator } from '../authenticator.ts'
import { CtapStatusError } from '../errors.ts'
import type { TransactOptions } from '../hid/budget.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { CTAP_STATUS } from '../status.ts'
import { sendGetAssertion } from './get-assertion-request.ts'

/** Where a list of credential ids is searched. */
export interface SilentSearch {
  readonly rpId: string
  readonly ids: readonly Uint8Array[]
  /** With the permission getAssertion; without it, credentials with credProtect 3 stay hidden. */
  readonly token?: PinToken
}

const TOO_LONG: ReadonlySet<number> = new Set([
  CTAP_STATUS.CTAP2_ERR_LIMIT_EXCEEDED,
  CTAP_STATUS.CTAP2_ERR_REQUEST_TOO_LARGE,
])

// What a relying party would have signed does not matter: the answer is thrown away.
const UNUSED_HASH = new Uint8Array(32)

/** Whether a list can go into a request as it is (CTAP 2.2 §6.4, maxCredentialCountInList). */
export function fitsInOneRequest(
  authenticator: Authenticator,
  ids: readonly Uint8Array[],
): boolean {
  if (ids.length === 0) return true
  const { maxCredentialIdLength = Number.POSITIVE_INFINITY, maxMsgSize } = authenticator.info
  const bytes = ids.reduce((total, id) => total + id.length + DESCRIPTOR_OVERHEAD, 0)
  const isShort = ids.every((id) => id.length <= maxCredentialIdLength)
  return isShort && ids.length <= chunkSize(authenticator) && bytes <= maxMsgSize / 2
}

/**
 * Finds the first credential of a long list that is on the key, without a touch: the list goes in
 * parts, as python-fido2 and Firefox do it. Null, "none is there", is NO_CREDENTIALS for every part and
 * nothing else: a part the key finds too long is halved, down to an id the key cannot take and so cannot
 * have made; any other refusal is thrown as CtapStatusError, for it says nothing of the credentials.
 */
export async function findCredential(
  authenticator: Authenticator,
  search: SilentSearch,
  options: TransactOptions = {},
): Promise<Uint8Array | null> {
  const { maxCredentialIdLength = Number.POSITIVE_INFINITY } = authenticator.info
  const ids = search.ids.filter((id) => id.length <= maxCredentialIdLength)
  let size = chunkSize(authenticator)
  for (let at = 0; at < ids.length;) {
    const part = ids.slice(at, at + size)
    const found = await askForPart(authenticator, search, part, options)
    if (found === 'too-long' && part.length > 1) {
      size = Math.ceil(part.length / 2)
      continue
    }
    if (found instanceof Uint8Array) return found
    at += part.length
  }
  return null
}

const DESCRIPTOR_OVERHEAD = 24

async function askForPart(
  authenticator: Authenticator,
  { rpId, token }: SilentSearch,
  allowList: readonly Uint8Array[],
  options: TransactOptions,
): Promise<Uint8Array | 'too-long' | null> {
  const silent = { clientDataHash: UNUSED_HASH, up: false, isFirstEnough: true }
  const request = { ...silent, rpId, allowList }
  const withToken = token?.permits('getAssertion') ? { ...request, token } : request
  try {
    const [assertion] = await sendGetAssertion(authenticator, withToken, options)
    return assertion?.credentialId ?? null
  } catch (error) {
    if (!(error instanceof CtapStatusError)) throw error
    if (TOO_LONG.has(error.status)) return 'too-long'
    if (error.status === CTAP_STATUS.CTAP2_ERR_NO_CREDENTIALS) return null
    throw error
  }
}

// A key that names no limit is asked for one credential at a time, when it must be asked at all.
function chunkSize(authenticator: Authenticator): number {
  return Math.max(1, authenticator.info.maxCredentialCountInList ?? 1)
}
