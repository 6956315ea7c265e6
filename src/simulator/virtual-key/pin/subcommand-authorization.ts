import type { Authenticator } from '../authenticator.ts'
import type { CborMap } from '../cbor/value.ts'
import { refuse, Status } from '../status.ts'
import { authorize, readAuthorization } from './authorization.ts'
import type { PinUvAuthToken } from './pin-uv-auth-token.ts'

/**
 * The token behind a command of subcommands, whose pinUvAuthParam is over a message of the command's
 * own making. CTAP2_ERR_PUAT_REQUIRED when there is none.
 */
export function authorizeSubcommand(
  key: Authenticator,
  parameters: CborMap,
  members: { readonly signature: number; readonly protocol: number },
  wanted: { readonly message: Uint8Array; readonly permission: number },
): PinUvAuthToken {
  const authorization = readAuthorization(key, parameters, members) ?? refuse(Status.puatRequired)
  return authorize(key, authorization, wanted.message, wanted.permission)
}
