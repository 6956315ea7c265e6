import type { Authenticator } from '../authenticator.ts'
import { cborMap, encodeCbor, type CborMap } from '../cbor.ts'
import { COMMAND } from '../command-codes.ts'
import { CtapStatusError } from '../errors.ts'
import type { TransactOptions } from '../hid/budget.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { CTAP_STATUS } from '../status.ts'

/** New rules for the PIN of a key; what is absent stays as it is (CTAP 2.2 §6.11.4). */
export interface MinPinLength {
  /** Unicode code points; can only grow until the key is reset. */
  readonly newMinPINLength?: number
  /** Relying parties that may learn the minimum by the extension minPinLength. */
  readonly minPinLengthRPIDs?: readonly string[]
  /** The PIN must be changed before it is used again. */
  readonly forceChangePin?: boolean
  /** The key shall enforce its PIN complexity policy; cannot be undone but by a reset. */
  readonly pinComplexityPolicy?: boolean
}

/** Subcommands of authenticatorConfig (CTAP 2.3 §6.11). */
const SUBCOMMAND = Object.freeze({
  enableEnterpriseAttestation: 0x01,
  toggleAlwaysUv: 0x02,
  setMinPINLength: 0x03,
  enableLongTouchForReset: 0x04,
  vendorPrototype: 0xff,
} as const)

const REQUEST = Object.freeze({
  subCommand: 0x01,
  subCommandParams: 0x02,
  pinUvAuthProtocol: 0x03,
  pinUvAuthParam: 0x04,
} as const)

const SET_MIN_PIN_LENGTH = Object.freeze({
  newMinPINLength: 0x01,
  minPinLengthRPIDs: 0x02,
  forceChangePin: 0x03,
  pinComplexityPolicy: 0x04,
} as const)

const COMMAND_NAME = 'authenticatorConfig'

/** Lets relying parties ask for enterprise attestation (CTAP 2.2 §6.11.1); only if option ep is there. */
export async function enableEnterpriseAttestation(
  authenticator: Authenticator,
  token: PinToken | null,
  options: TransactOptions = {},
): Promise<void> {
  if (authenticator.info.options['ep'] === undefined) throw unsupported()
  await configure(authenticator, 'enableEnterpriseAttestation', undefined, token, options)
}

/**
 * Sets whether every use of the key needs user verification (CTAP 2.2 §6.11.2). The standard only
 * toggles: the key is asked before and after. Resolves with what it says after.
 */
export async function setAlwaysUv(
  authenticator: Authenticator,
  isWanted: boolean,
  token: PinToken | null,
  options: TransactOptions = {},
): Promise<boolean> {
  const { alwaysUv } = (await authenticator.refreshInfo(options)).options
  if (alwaysUv === undefined) throw unsupported()
  if (alwaysUv === isWanted) return alwaysUv
  await configure(authenticator, 'toggleAlwaysUv', undefined, token, options)
  return (await authenticator.refreshInfo(options)).options['alwaysUv'] === true
}

/** Sets rules for the PIN (CTAP 2.2 §6.11.4); PIN_POLICY_VIOLATION when the minimum would shrink. */
export async function setMinPinLength(
  authenticator: Authenticator,
  rules: MinPinLength,
  token: PinToken | null,
  options: TransactOptions = {},
): Promise<void> {
  const parameters = cborMap([
    [SET_MIN_PIN_LENGTH.newMinPINLength, rules.newMinPINLength],
    [SET_MIN_PIN_LENGTH.minPinLengthRPIDs, rules.minPinLengthRPIDs],
    [SET_MIN_PIN_LENGTH.forceChangePin, rules.forceChangePin],
    [SET_MIN_PIN_LENGTH.pinComplexityPolicy, rules.pinComplexityPolicy],
  ])
  await configure(authenticator, 'setMinPINLength', parameters, token, options)
}

/** Makes authenticatorReset need a long touch (CTAP 2.3 §6.11.5); only a reset undoes it. */
export async function enableLongTouchForReset(
  authenticator: Authenticator,
  token: PinToken | null,
  options: TransactOptions = {},
): Promise<void> {
  if (authenticator.info.longTouchForReset === undefined) throw unsupported()
  await configure(authenticator, 'enableLongTouchForReset', undefined, token, options)
}

/** Sends a vendor's own configuration command (CTAP 2.2 §6.11.3). */
export async function vendorPrototype(
  authenticator: Authenticator,
  parameters: CborMap,
  token: PinToken | null,
  options: TransactOptions = {},
): Promise<void> {
  await configure(authenticator, 'vendorPrototype', parameters, token, options)
}

async function configure(
  authenticator: Authenticator,
  name: keyof typeof SUBCOMMAND,
  parameters: CborMap | undefined,
  token: PinToken | null,
  options: TransactOptions,
): Promise<void> {
  const { info } = authenticator
  if (info.options['authnrCfg'] !== true) throw unsupported()
  const subCommand = SUBCOMMAND[name]
  if (info.authenticatorConfigCommands?.includes(subCommand) === false) throw unsupported()
  const encoded = parameters ? encodeCbor(parameters) : new Uint8Array()
  const message = new Uint8Array([
    ...new Uint8Array(32).fill(0xff),
    COMMAND.authenticatorConfig,
    subCommand,
    ...encoded,
  ])
  const request = cborMap([
    [REQUEST.subCommand, subCommand],
    [REQUEST.subCommandParams, parameters],
    [REQUEST.pinUvAuthProtocol, token?.protocol],
    [REQUEST.pinUvAuthParam, token?.authenticate(message)],
  ])
  await authenticator.send(COMMAND.authenticatorConfig, request, options)
  authenticator.markInfoStale()
}

function unsupported(): CtapStatusError {
  return new CtapStatusError(COMMAND_NAME, CTAP_STATUS.CTAP2_ERR_INVALID_SUBCOMMAND)
}
