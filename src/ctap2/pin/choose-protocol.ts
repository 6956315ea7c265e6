import type { AuthenticatorInfo } from '../authenticator-info.ts'
import { CtapStatusError, KeyProtocolError } from '../errors.ts'
import { CTAP_STATUS } from '../status.ts'
import type { PinUvAuthProtocol } from './pin-protocol.ts'
import { protocolOne } from './protocol-one.ts'
import { protocolTwo } from './protocol-two.ts'

const PROTOCOLS: ReadonlyMap<number, PinUvAuthProtocol> = new Map([
  [protocolOne.version, protocolOne],
  [protocolTwo.version, protocolTwo],
])

/** The first protocol on the key's list that this client speaks (CTAP 2.2 §6.5.5). */
export function choosePinUvAuthProtocol(info: AuthenticatorInfo): PinUvAuthProtocol {
  if (info.pinUvAuthProtocols.length === 0) {
    throw new CtapStatusError('authenticatorClientPIN', CTAP_STATUS.CTAP1_ERR_INVALID_COMMAND)
  }
  for (const version of info.pinUvAuthProtocols) {
    const protocol = PROTOCOLS.get(version)
    if (protocol) return protocol
  }
  throw new KeyProtocolError('authenticatorGetInfo', 'pinUvAuthProtocols', 'names none we speak')
}
