import { decode } from './cbor/decode.ts'
import type { CborMap, CborValue } from './cbor/value.ts'
import type { Message } from './hid/assembly.ts'
import { HidCommand } from './hid/codes.ts'

const messageNames = Object.freeze({
  [HidCommand.init]: 'init',
  [HidCommand.ping]: 'ping',
  [HidCommand.wink]: 'wink',
  [HidCommand.yubiKeyInfo]: 'yubiKeyInfo',
})

const u2fNames = Object.freeze({ 1: 'u2f.register', 2: 'u2f.authenticate', 3: 'u2f.version' })

const cborNames = Object.freeze({
  0x01: 'makeCredential',
  0x02: 'getAssertion',
  0x04: 'getInfo',
  0x06: 'clientPin',
  0x07: 'reset',
  0x08: 'getNextAssertion',
  0x09: 'bioEnrollment',
  0x0a: 'credentialManagement',
  0x0b: 'selection',
  0x0c: 'largeBlobs',
  0x0d: 'authenticatorConfig',
  0x40: 'bioEnrollment',
  0x41: 'credentialManagement',
})

const pinNames = Object.freeze({
  0x01: 'clientPin.getPinRetries',
  0x02: 'clientPin.getKeyAgreement',
  0x03: 'clientPin.setPin',
  0x04: 'clientPin.changePin',
  0x05: 'clientPin.getPinToken',
  0x06: 'clientPin.getTokenUsingUv',
  0x07: 'clientPin.getUvRetries',
  0x09: 'clientPin.getTokenUsingPin',
})

const managementNames = Object.freeze({
  0x01: 'credentialManagement.getCredsMetadata',
  0x02: 'credentialManagement.enumerateRps',
  0x03: 'credentialManagement.enumerateNextRp',
  0x04: 'credentialManagement.enumerateCredentials',
  0x05: 'credentialManagement.enumerateNextCredential',
  0x06: 'credentialManagement.deleteCredential',
  0x07: 'credentialManagement.updateUserInformation',
})

const configNames = Object.freeze({
  0x01: 'authenticatorConfig.enableEnterpriseAttestation',
  0x02: 'authenticatorConfig.toggleAlwaysUv',
  0x03: 'authenticatorConfig.setMinPinLength',
})

const enrollmentNames = Object.freeze({
  0x01: 'bioEnrollment.enrollBegin',
  0x02: 'bioEnrollment.enrollCaptureNextSample',
  0x03: 'bioEnrollment.cancelCurrentEnrollment',
  0x04: 'bioEnrollment.enumerateEnrollments',
  0x05: 'bioEnrollment.setFriendlyName',
  0x06: 'bioEnrollment.removeEnrollment',
  0x07: 'bioEnrollment.getFingerprintSensorInfo',
})

const blobNames = Object.freeze({ 1: 'largeBlobs.get', 2: 'largeBlobs.set' })

type NameIn<T extends object> = T[keyof T]

/** A command's name; for commands of subcommands also that of the subcommand, after a dot. */
export type CommandName =
  | NameIn<typeof messageNames>
  | NameIn<typeof u2fNames>
  | NameIn<typeof cborNames>
  | NameIn<typeof pinNames>
  | NameIn<typeof managementNames>
  | NameIn<typeof configNames>
  | NameIn<typeof enrollmentNames>
  | NameIn<typeof blobNames>
  | 'unknown'

type Names = Readonly<Record<number, CommandName>>

/** What a message asks for, as far as that can be told. */
export function commandName({ command, payload }: Message): CommandName {
  const messages: Names = messageNames
  const u2f: Names = u2fNames
  if (command === HidCommand.msg) return u2f[payload[1] ?? 0] ?? 'unknown'
  if (command !== HidCommand.cbor) return messages[command] ?? 'unknown'
  return cborName(payload[0] ?? 0, payload.subarray(1))
}

function cborName(number: number, parameters: Uint8Array): CommandName {
  const commands: Names = cborNames
  const name = commands[number] ?? 'unknown'
  const subcommand = subcommandName(name, parametersOf(parameters))
  return subcommand ?? name
}

function subcommandName(name: CommandName, parameters: CborMap): CommandName | undefined {
  const pick = (names: Names, number: CborValue | undefined): CommandName | undefined =>
    typeof number === 'number' ? names[number] : undefined
  if (name === 'clientPin') return pick(pinNames, parameters.get(2))
  if (name === 'credentialManagement') return pick(managementNames, parameters.get(1))
  if (name === 'authenticatorConfig') return pick(configNames, parameters.get(1))
  if (name === 'bioEnrollment') return pick(enrollmentNames, parameters.get(2))
  if (name === 'largeBlobs') return pick(blobNames, parameters.has(1) ? 1 : 2)
  return undefined
}

function parametersOf(bytes: Uint8Array): CborMap {
  if (bytes.length === 0) return new Map()
  try {
    const value = decode(bytes)
    return value instanceof Map ? value : new Map()
  } catch {
    return new Map()
  }
}
