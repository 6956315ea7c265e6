import type { Authenticator } from '../authenticator.ts'
import type { CborKey, CborValue } from '../cbor.ts'
import { KeyProtocolError } from '../errors.ts'
import { bytes } from '../fields.ts'
import type { TransactOptions } from '../hid/budget.ts'
import { CLIENT_PIN, CLIENT_PIN_ANSWER, sendClientPin, SUBCOMMAND } from './client-pin.ts'
import type { KeyAgreement } from './key-agreement.ts'
import { permissionBits, type Permission } from './permissions.ts'
import { PinToken } from './pin-token.ts'

/** What a token is to be used for; rpId binds makeCredential and getAssertion to one (§6.5.5.7). */
export interface TokenRequest {
  readonly permissions: readonly Permission[]
  readonly rpId?: string
}

/** How a token is asked for: the subcommand, and what proves the user where that is not the key's own. */
export interface TokenProof {
  readonly subCommand: keyof typeof SUBCOMMAND
  readonly pinHashEnc?: Uint8Array
}

/** Asks for a pinUvAuthToken and decrypts it; throws KeyProtocolError for one of no right length. */
export async function requestToken(
  authenticator: Authenticator,
  agreement: KeyAgreement,
  proof: TokenProof,
  request: TokenRequest,
  options: TransactOptions,
): Promise<PinToken> {
  const { protocol, platformKey } = agreement
  // The wait for a finger may outlast the kept agreement, which is zeroed when it is forgotten.
  const secret = agreement.secret.slice()
  // The subcommand of CTAP 2.0 knows no permissions, and refuses parameters it does not know.
  const hasPermissions = proof.subCommand !== 'getPinToken'
  const parameters: readonly (readonly [CborKey, CborValue])[] = [
    [CLIENT_PIN.pinUvAuthProtocol, protocol.version],
    [CLIENT_PIN.subCommand, SUBCOMMAND[proof.subCommand]],
    [CLIENT_PIN.keyAgreement, platformKey],
    [CLIENT_PIN.pinHashEnc, proof.pinHashEnc],
    [CLIENT_PIN.permissions, hasPermissions ? permissionBits(request.permissions) : undefined],
    [CLIENT_PIN.rpId, hasPermissions ? request.rpId : undefined],
  ]
  try {
    const fields = await sendClientPin(authenticator, parameters, options)
    const encrypted = fields.required(CLIENT_PIN_ANSWER.pinUvAuthToken, 'pinUvAuthToken', bytes)
    const token = decryptToken(protocol, secret, encrypted)
    return new PinToken(protocol, token, request.permissions, request.rpId ?? null)
  } finally {
    secret.fill(0)
  }
}

function decryptToken(
  protocol: KeyAgreement['protocol'],
  secret: Uint8Array,
  encrypted: Uint8Array,
): Uint8Array {
  try {
    const token = protocol.decrypt(secret, encrypted)
    if (protocol.isTokenLength(token.length)) return token
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw new KeyProtocolError('authenticatorClientPIN', 'pinUvAuthToken', 'has a wrong length')
}
