import type { Authenticator } from '../authenticator.ts'
import { cborMap, type CborKey, type CborValue } from '../cbor.ts'
import { COMMAND } from '../command-codes.ts'
import { Fields } from '../fields.ts'
import type { TransactOptions } from '../hid/budget.ts'

/** Parameters of authenticatorClientPIN (CTAP 2.2 §6.5.5). */
export const CLIENT_PIN = Object.freeze({
  pinUvAuthProtocol: 0x01,
  subCommand: 0x02,
  keyAgreement: 0x03,
  pinUvAuthParam: 0x04,
  newPinEnc: 0x05,
  pinHashEnc: 0x06,
  permissions: 0x09,
  rpId: 0x0a,
} as const)

/** Members of the answer of authenticatorClientPIN (CTAP 2.2 §6.5.5). */
export const CLIENT_PIN_ANSWER = Object.freeze({
  keyAgreement: 0x01,
  pinUvAuthToken: 0x02,
  pinRetries: 0x03,
  powerCycleState: 0x04,
  uvRetries: 0x05,
} as const)

/** Subcommands of authenticatorClientPIN (CTAP 2.2 §6.5.5). */
export const SUBCOMMAND = Object.freeze({
  getPINRetries: 0x01,
  getKeyAgreement: 0x02,
  setPIN: 0x03,
  changePIN: 0x04,
  getPinToken: 0x05,
  getPinUvAuthTokenUsingUvWithPermissions: 0x06,
  getUVRetries: 0x07,
  getPinUvAuthTokenUsingPinWithPermissions: 0x09,
} as const)

/** Sends authenticatorClientPIN; the key's refusal is a CtapStatusError (CTAP 2.2 §6.5.5). */
export async function sendClientPin(
  authenticator: Authenticator,
  parameters: readonly (readonly [CborKey, CborValue])[],
  options: TransactOptions,
): Promise<Fields> {
  const command = COMMAND.authenticatorClientPIN
  const answer = await authenticator.send(command, cborMap(parameters), options)
  return new Fields('authenticatorClientPIN', answer ?? new Map())
}
