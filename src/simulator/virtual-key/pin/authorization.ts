import type { Authenticator } from '../authenticator.ts'
import { asBytes, asUnsigned, optional, required } from '../cbor/members.ts'
import type { CborKey, CborMap } from '../cbor/value.ts'
import { refuse, Status } from '../status.ts'
import { countFailure } from './pin-check.ts'
import type { PinProtocol } from './pin-protocol.ts'
import type { PinUvAuthToken } from './pin-uv-auth-token.ts'

/** pinUvAuthParam and the protocol it was made with. */
export interface Authorization {
  readonly signature: Uint8Array
  readonly protocol: PinProtocol
}

/** The authorization in a request, or undefined when there is none. */
export function readAuthorization(
  key: Authenticator,
  parameters: CborMap,
  members: { readonly signature: CborKey; readonly protocol: CborKey },
): Authorization | undefined {
  const signature = optional(parameters, members.signature, asBytes)
  if (signature === undefined) return undefined
  const protocol = key.protocol(required(parameters, members.protocol, asUnsigned))
  return { signature, protocol }
}

/**
 * The token that signed the message and may do this; otherwise CTAP2_ERR_PIN_AUTH_INVALID.

 */
export function authorize(
  key: Authenticator,
  { signature, protocol }: Authorization,
  message: Uint8Array,
  permission: number,
): PinUvAuthToken {
  const { token } = key.power
  if (!token?.verify(protocol, message, signature)) refuseAuthorization(key)
  if (!token.permits(permission)) refuse(Status.pinAuthInvalid)
  return token
}

function refuseAuthorization(key: Authenticator): never {
  return key.profile.customs.countsWrongAuthorizations
    ? countFailure(key, Status.pinAuthInvalid)
    : refuse(Status.pinAuthInvalid)
}

/** Binds a token to its first relying party, and holds it to that (section 6.1.2 step 11). */
export function bindToRp(token: PinUvAuthToken, rpId: string): void {
  if (token.rpId !== undefined && token.rpId !== rpId) refuse(Status.pinAuthInvalid)
  token.rpId = rpId
}
