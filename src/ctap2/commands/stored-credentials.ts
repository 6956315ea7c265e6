import type { Authenticator } from '../authenticator.ts'
import { cborMap, type CborMap } from '../cbor.ts'
import type { CommandSender } from '../command-sender.ts'
import { CtapStatusError, KeyProtocolError } from '../errors.ts'
import {
  boolean,
  bytes,
  bytesOf,
  Fields,
  map,
  text,
  unsigned,
  type FieldReader,
} from '../fields.ts'
import type { TransactOptions } from '../hid/budget.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { CTAP_STATUS } from '../status.ts'
import {
  credentialId,
  encodeDescriptor,
  encodeUser,
  userEntity,
  type RelyingParty,
  type UserEntity,
} from './credential.ts'
import {
  callCredentialManagement,
  credentialManagementCommand,
  type CredentialManagementSubcommand,
} from './credential-management.ts'

/** How full a key is (CTAP 2.2 §6.8.2). */
export interface CredentialsMetadata {
  readonly existingResidentCredentialsCount: number
  readonly maxPossibleRemainingResidentCredentialsCount: number
}

/** A relying party that has discoverable credentials on the key (CTAP 2.2 §6.8.3). */
export interface StoredRelyingParty {
  /** The id may be cut short by the key; `rpIDHash` is what identifies it. */
  readonly rp: RelyingParty
  /** SHA-256 of the rpId, 32 bytes. */
  readonly rpIDHash: Uint8Array
}

/** A discoverable credential on the key (CTAP 2.2 §6.8.4). */
export interface StoredCredential {
  readonly user: UserEntity
  readonly credentialId: Uint8Array
  /** The COSE_Key. */
  readonly publicKey: CborMap
  readonly credProtect?: number
  readonly largeBlobKey?: Uint8Array
  readonly thirdPartyPayment?: boolean
}

const COMMAND_NAME = 'authenticatorCredentialManagement'
// Far beyond what any key holds: a total above it is a lie that would keep us asking.
const MAXIMUM_ITEMS = 10_000

const PARAMETER = Object.freeze({ rpIDHash: 0x01, credentialID: 0x02, user: 0x03 } as const)

const ANSWER = Object.freeze({
  existingResidentCredentialsCount: 0x01,
  maxPossibleRemainingResidentCredentialsCount: 0x02,
  rp: 0x03,
  rpIDHash: 0x04,
  totalRPs: 0x05,
  user: 0x06,
  credentialID: 0x07,
  publicKey: 0x08,
  totalCredentials: 0x09,
} as const)

const OPTIONAL_ANSWER = Object.freeze({
  credProtect: [0x0a, unsigned],
  largeBlobKey: [0x0b, bytes],
  thirdPartyPayment: [0x0c, boolean],
} as const)

const relyingParty: FieldReader<RelyingParty> = (value, refuse) => {
  const fields = new Fields(COMMAND_NAME, map(value, refuse))
  return { id: fields.required('id', 'rp.id', text), ...fields.members({ name: ['name', text] }) }
}

/** Counts the discoverable credentials; token: credentialManagement, no rpId (CTAP 2.2 §6.8.2). */
export async function getCredsMetadata(
  authenticator: Authenticator,
  token: PinToken,
  options: TransactOptions = {},
): Promise<CredentialsMetadata> {
  const command = credentialManagementCommand(authenticator)
  const call = { subCommand: 'getCredsMetadata', token, options } as const
  const fields = await callCredentialManagement(authenticator, command, call)
  const existing = 'existingResidentCredentialsCount'
  const remaining = 'maxPossibleRemainingResidentCredentialsCount'
  return {
    [existing]: fields.required(ANSWER[existing], existing, unsigned),
    [remaining]: fields.required(ANSWER[remaining], remaining, unsigned),
  }
}

/** Lists the relying parties with discoverable credentials (CTAP 2.2 §6.8.3). */
export function enumerateRPs(
  authenticator: Authenticator,
  token: PinToken,
  options: TransactOptions = {},
): Promise<readonly StoredRelyingParty[]> {
  return enumerate(authenticator, {
    first: 'enumerateRPsBegin',
    next: 'enumerateRPsGetNextRP',
    readTotal: (fields) => fields.optional(ANSWER.totalRPs, 'totalRPs', unsigned),
    read: (fields) => ({
      rp: fields.required(ANSWER.rp, 'rp', relyingParty),
      rpIDHash: fields.required(ANSWER.rpIDHash, 'rpIDHash', bytesOf(32)),
    }),
    token,
    options,
  })
}

/** Lists the discoverable credentials of one relying party (CTAP 2.2 §6.8.4). */
export function enumerateCredentials(
  authenticator: Authenticator,
  token: PinToken,
  rpIDHash: Uint8Array,
  options: TransactOptions = {},
): Promise<readonly StoredCredential[]> {
  return enumerate(authenticator, {
    first: 'enumerateCredentialsBegin',
    next: 'enumerateCredentialsGetNextCredential',
    parameters: cborMap([[PARAMETER.rpIDHash, rpIDHash]]),
    readTotal: (fields) => fields.optional(ANSWER.totalCredentials, 'totalCredentials', unsigned),
    read: readCredential,
    token,
    options,
  })
}

/** Deletes one discoverable credential; NO_CREDENTIALS when it is not there (CTAP 2.2 §6.8.5). */
export async function deleteCredential(
  authenticator: Authenticator,
  token: PinToken,
  id: Uint8Array,
  options: TransactOptions = {},
): Promise<void> {
  const parameters = cborMap([[PARAMETER.credentialID, encodeDescriptor(id)]])
  const command = credentialManagementCommand(authenticator)
  const call = { subCommand: 'deleteCredential', parameters, token, options } as const
  await callCredentialManagement(authenticator, command, call)
}

/** Replaces the account's names on a credential; not in the preview command (CTAP 2.2 §6.8.6). */
export async function updateUserInformation(
  authenticator: Authenticator,
  token: PinToken,
  id: Uint8Array,
  user: UserEntity,
  options: TransactOptions = {},
): Promise<void> {
  if (!authenticator.info.options['credMgmt']) {
    throw new CtapStatusError(COMMAND_NAME, CTAP_STATUS.CTAP2_ERR_INVALID_SUBCOMMAND)
  }
  const parameters = cborMap([
    [PARAMETER.credentialID, encodeDescriptor(id)],
    [PARAMETER.user, encodeUser(user)],
  ])
  const command = credentialManagementCommand(authenticator)
  const call = { subCommand: 'updateUserInformation', parameters, token, options } as const
  await callCredentialManagement(authenticator, command, call)
}

interface Enumeration<T> {
  readonly first: CredentialManagementSubcommand
  readonly next: CredentialManagementSubcommand
  readonly parameters?: CborMap
  readonly readTotal: (fields: Fields) => number | undefined
  readonly read: (fields: Fields) => T
  readonly token: PinToken
  readonly options: TransactOptions
}

function enumerate<T>(
  authenticator: Authenticator,
  enumeration: Enumeration<T>,
): Promise<readonly T[]> {
  const command = credentialManagementCommand(authenticator)
  return authenticator.inSequence(async (sender) => {
    const first = await beginEnumeration(sender, command, enumeration)
    if (first === null) return []
    // A key in the field answers without a total, and without an item, when it has none.
    const total = enumeration.readTotal(first) ?? 0
    if (total > MAXIMUM_ITEMS) throw new KeyProtocolError(COMMAND_NAME, 'total', 'is beyond belief')
    const items = total === 0 ? [] : [enumeration.read(first)]
    const { next: subCommand, options } = enumeration
    while (items.length < total) {
      const fields = await callCredentialManagement(sender, command, { subCommand, options })
      items.push(enumeration.read(fields))
    }
    return items
  })
}

async function beginEnumeration<T>(
  sender: CommandSender,
  command: number,
  { first: subCommand, parameters, token, options }: Enumeration<T>,
): Promise<Fields | null> {
  try {
    const call = { subCommand, token, options, ...(parameters && { parameters }) }
    return await callCredentialManagement(sender, command, call)
  } catch (error) {
    if (!(error instanceof CtapStatusError)) throw error
    if (error.status === CTAP_STATUS.CTAP2_ERR_NO_CREDENTIALS) return null
    throw error
  }
}

function readCredential(fields: Fields): StoredCredential {
  return {
    user: fields.required(ANSWER.user, 'user', userEntity(COMMAND_NAME)),
    credentialId: fields.required(ANSWER.credentialID, 'credentialID', credentialId(COMMAND_NAME)),
    publicKey: fields.required(ANSWER.publicKey, 'publicKey', map),
    ...fields.members(OPTIONAL_ANSWER),
  }
}
