import type { Authenticator } from '../authenticator.ts'
import { cborMap, encodeCbor, type CborMap } from '../cbor.ts'
import { COMMAND } from '../command-codes.ts'
import type { CommandSender } from '../command-sender.ts'
import { CtapStatusError } from '../errors.ts'
import { Fields } from '../fields.ts'
import type { TransactOptions } from '../hid/budget.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { CTAP_STATUS } from '../status.ts'

/** Subcommands of authenticatorCredentialManagement (CTAP 2.2 §6.8). */
export const CREDENTIAL_MANAGEMENT = Object.freeze({
  getCredsMetadata: 0x01,
  enumerateRPsBegin: 0x02,
  enumerateRPsGetNextRP: 0x03,
  enumerateCredentialsBegin: 0x04,
  enumerateCredentialsGetNextCredential: 0x05,
  deleteCredential: 0x06,
  updateUserInformation: 0x07,
} as const)

/** A subcommand of authenticatorCredentialManagement (CTAP 2.2 §6.8). */
export type CredentialManagementSubcommand = keyof typeof CREDENTIAL_MANAGEMENT

/** How a subcommand is sent: with what, by whose token. */
export interface CredentialManagementCall {
  readonly subCommand: CredentialManagementSubcommand
  readonly parameters?: CborMap
  /** Absent for the subcommands that ask for the next item. */
  readonly token?: PinToken
  readonly options?: TransactOptions
}

const REQUEST = Object.freeze({
  subCommand: 0x01,
  subCommandParams: 0x02,
  pinUvAuthProtocol: 0x03,
  pinUvAuthParam: 0x04,
} as const)

/** Whether the key has authenticatorCredentialManagement, or its preview (CTAP 2.2 §6.8, §6.4). */
export function managesCredentials({ info }: Authenticator): boolean {
  const isPreview = info.options['credentialMgmtPreview'] === true
  return info.options['credMgmt'] === true || (isPreview && info.versions.includes('FIDO_2_1_PRE'))
}

/** The command this key takes: 0x0a, or the preview 0x41; throws CtapStatusError for neither. */
export function credentialManagementCommand(authenticator: Authenticator): number {
  const { options } = authenticator.info
  if (options['credMgmt']) return COMMAND.authenticatorCredentialManagement
  if (managesCredentials(authenticator)) return COMMAND.authenticatorCredentialManagementPreview
  throw new CtapStatusError(
    'authenticatorCredentialManagement',
    CTAP_STATUS.CTAP1_ERR_INVALID_COMMAND,
  )
}

/** Sends one subcommand; the key's refusal is a CtapStatusError (CTAP 2.2 §6.8). */
export async function callCredentialManagement(
  sender: Pick<CommandSender, 'send'>,
  command: number,
  { subCommand, parameters, token, options = {} }: CredentialManagementCall,
): Promise<Fields> {
  const code = CREDENTIAL_MANAGEMENT[subCommand]
  // What is authenticated are the very bytes that are sent: canonical form makes them the same.
  const encoded = parameters ? encodeCbor(parameters) : new Uint8Array()
  const request = cborMap([
    [REQUEST.subCommand, code],
    [REQUEST.subCommandParams, parameters],
    [REQUEST.pinUvAuthProtocol, token?.protocol],
    [REQUEST.pinUvAuthParam, token?.authenticate(new Uint8Array([code, ...encoded]))],
  ])
  const answer = await sender.send(command, request, options)
  return new Fields('authenticatorCredentialManagement', answer ?? new Map())
}
