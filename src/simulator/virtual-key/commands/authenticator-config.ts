import type { Authenticator } from '../authenticator.ts'
import { concat } from '../bytes.ts'
import { encode } from '../cbor/encode.ts'
import { asFlag, asList, asMap, asText, asUnsigned, optional, required } from '../cbor/members.ts'
import type { CborKey, CborMap } from '../cbor/value.ts'
import { Permission } from '../pin/pin-uv-auth-token.ts'
import { authorizeSubcommand } from '../pin/subcommand-authorization.ts'
import { isFido21 } from '../profile.ts'
import { refuse, Status } from '../status.ts'
import type { Command } from './command.ts'

const AUTHORIZATION = { signature: 4, protocol: 3 }
const COMMAND = 0x0d
const TOGGLE_ALWAYS_UV = 0x02
const MAX_PIN_LENGTH = 63

type Subcommand = (key: Authenticator, parameters: CborMap) => void

const subcommands: ReadonlyMap<number, Subcommand> = new Map([
  [0x01, enableEnterpriseAttestation],
  [TOGGLE_ALWAYS_UV, toggleAlwaysUv],
  [0x03, setMinPinLength],
])

/** authenticatorConfig (section 6.11). */
export const authenticatorConfig: Command = (key, { parameters }) => {
  if (!isFido21(key.profile)) refuse(Status.invalidCommand)
  const number = required(parameters, 1, asUnsigned)
  const subcommand = subcommands.get(number) ?? refuse(Status.invalidSubcommand)
  const own = optional(parameters, 2, asMap)
  // A key without a PIN may still be told to verify always: it then asks for a PIN first.
  const isOpen = number === TOGGLE_ALWAYS_UV && !key.memory.pin
  if (!isOpen) requireToken(key, parameters, number, own)
  subcommand(key, own ?? new Map<CborKey, never>())
  return undefined
}

function requireToken(
  key: Authenticator,
  parameters: CborMap,
  number: number,
  own: CborMap | undefined,
): void {
  const head = concat(new Uint8Array(32).fill(0xff), Uint8Array.of(COMMAND, number))
  authorizeSubcommand(key, parameters, AUTHORIZATION, {
    message: own ? concat(head, encode(own)) : head,
    permission: Permission.authenticatorConfig,
  })
}

function enableEnterpriseAttestation(key: Authenticator): void {
  if (!key.profile.hasEnterpriseAttestation) refuse(Status.invalidSubcommand)
  key.memory.isEnterpriseAttestationOn = true
}

function toggleAlwaysUv(key: Authenticator): void {
  key.memory.isAlwaysUv = !key.memory.isAlwaysUv
}

/** Section 6.11.4: only ever longer; a PIN that has become too short must be changed. */
function setMinPinLength(key: Authenticator, parameters: CborMap): void {
  const { memory, profile } = key
  const length = optional(parameters, 1, asUnsigned) ?? memory.minPinLength
  const rpIds = optional(parameters, 2, asList)?.map(asText)
  const isChangeAsked = optional(parameters, 3, asFlag) === true
  if (length < memory.minPinLength || length > MAX_PIN_LENGTH) refuse(Status.pinPolicyViolation)
  if (isChangeAsked && !memory.pin) refuse(Status.pinNotSet)
  if (rpIds && rpIds.length > profile.maxRpIdsForSetMinPinLength) refuse(Status.keyStoreFull)
  memory.minPinLength = length
  if (rpIds) memory.minPinLengthRpIds = rpIds
  if (isChangeAsked || (memory.pin && memory.pin.codePoints < length)) forcePinChange(key)
}

function forcePinChange(key: Authenticator): void {
  key.memory.isPinChangeForced = true
  key.power.token = undefined
}
