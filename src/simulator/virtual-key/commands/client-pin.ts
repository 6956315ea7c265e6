import type { Authenticator } from '../authenticator.ts'
import { asUnsigned, required } from '../cbor/members.ts'
import { cborMap, type CborMap } from '../cbor/value.ts'
import { isPinAuthBlocked } from '../pin/pin-check.ts'
import { isFido21 } from '../profile.ts'
import { refuse, Status } from '../status.ts'
import type { Command } from './command.ts'
import { changePin, setPin } from './set-pin.ts'
import { getPinToken, getTokenWithPermissions } from './get-token.ts'

type PinCommand = (key: Authenticator, parameters: CborMap) => CborMap | undefined

const subcommands: ReadonlyMap<number, PinCommand> = new Map<number, PinCommand>([
  [0x01, getPinRetries],
  [0x02, getKeyAgreement],
  [0x03, setPin],
  [0x04, changePin],
  [0x05, getPinToken],
  [0x09, getTokenWithPermissions],
])

const NEEDS_FIDO_2_1 = 0x09

/** authenticatorClientPIN (section 6.5.5). There is no built-in verification: 0x06 and 0x07 are not here. */
export const clientPin: Command = (key, { parameters }) => {
  if (key.profile.pinProtocols.length === 0) refuse(Status.invalidCommand)
  const number = required(parameters, 2, asUnsigned)
  const subcommand = subcommands.get(number)
  const isTooNew = number === NEEDS_FIDO_2_1 && !isFido21(key.profile)
  if (!subcommand || isTooNew) refuse(Status.invalidSubcommand)
  return subcommand(key, parameters)
}

function getPinRetries(key: Authenticator): CborMap {
  return cborMap([
    [3, key.memory.pinRetries],
    [4, isFido21(key.profile) && isPinAuthBlocked(key) ? true : undefined],
  ])
}

function getKeyAgreement(key: Authenticator, parameters: CborMap): CborMap {
  const protocol = key.protocol(required(parameters, 1, asUnsigned))
  return cborMap([[1, protocol.publicKey]])
}
