import type { AuthenticatorInfo } from '../authenticator-info.ts'
import { CtapStatusError } from '../errors.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { CTAP_STATUS } from '../status.ts'

/** What a request wants that not every key can. */
export interface WantedOptions {
  readonly rk?: boolean | undefined
  readonly uv?: boolean | undefined
  readonly enterpriseAttestation?: number | undefined
  readonly token?: PinToken | undefined
}

/**
 * Throws CtapStatusError, as a key of the standard would, when it has not what a request wants: some
 * keys ignore what they do not know, and would make another credential than was asked for (§6.1.2).
 */
export function requireOptions(
  command: string,
  { options }: AuthenticatorInfo,
  wanted: WantedOptions,
): void {
  const { CTAP2_ERR_UNSUPPORTED_OPTION, CTAP1_ERR_INVALID_PARAMETER } = CTAP_STATUS
  const isUvWanted = wanted.uv === true && wanted.token === undefined
  const lacks = (wanted.rk && options['rk'] !== true) || (isUvWanted && options['uv'] !== true)
  if (lacks) throw new CtapStatusError(command, CTAP2_ERR_UNSUPPORTED_OPTION)
  if (wanted.enterpriseAttestation !== undefined && options['ep'] !== true) {
    throw new CtapStatusError(command, CTAP1_ERR_INVALID_PARAMETER)
  }
}
