import type { Authenticator, Transaction } from '../authenticator.ts'
import { asUnsigned, required } from '../cbor/members.ts'
import { cborMap, type CborMap } from '../cbor/value.ts'
import { isPinAuthBlocked } from '../pin/pin-check.ts'
import { isFido21 } from '../profile.ts'
import { refuse, Status } from '../status.ts'
import type { Command } from './command.ts'
import { changePin, setPin } from './set-pin.ts'
import { getPinToken, getTokenUsingUv, getTokenWithPermissions } from './get-token.ts'

type PinCommand = (
  key: Authenticator,
  parameters: CborMap,
  transaction: Transaction,
) => CborMap | undefined | Promise<CborMap>

const subcommands: ReadonlyMap<number, PinCommand> = new Map<number, PinCommand>([
  [0x01, getPinRetries],
  [0x02, getKeyAgreement],
  [0x03, setPin],
  [0x04, changePin],
  [0x05, getPinToken],
  [0x06, getTokenUsingUv],
  [0x07, getUvRetries],
  [0x09, getTokenWithPermissions],
])

/** What came with CTAP 2.1, and what takes a sensor. */
const since21: ReadonlySet<number> = new Set([0x06, 0x09])
const ofSensor: ReadonlySet<number> = new Set([0x06, 0x07])

/** authenticatorClientPIN (section 6.5.5). */
export const clientPin: Command = (key, { parameters, transaction }) => {
  if (key.profile.pinProtocols.length === 0) refuse(Status.invalidCommand)
  const number = required(parameters, 2, asUnsigned)
  const subcommand = subcommands.get(number)
  const isTooNew = since21.has(number) && !isFido21(key.profile)
  const isBlind = ofSensor.has(number) && !key.profile.hasFingerprintSensor
  if (!subcommand || isTooNew || isBlind) refuse(Status.invalidSubcommand)
  return subcommand(key, parameters, transaction)
}

function getPinRetries(key: Authenticator): CborMap {
  const isCounted = key.memory.pin !== undefined || key.profile.customs.countsRetriesWithoutPin
  if (!isCounted) refuse(Status.pinNotSet)
  return cborMap([
    [3, key.memory.pinRetries],
    [4, isFido21(key.profile) && isPinAuthBlocked(key) ? true : undefined],
  ])
}

function getUvRetries(key: Authenticator): CborMap {
  return cborMap([[5, key.memory.uvRetries]])
}

function getKeyAgreement(key: Authenticator, parameters: CborMap): CborMap {
  const protocol = key.protocol(required(parameters, 1, asUnsigned))
  return cborMap([[1, protocol.publicKey]])
}
