import {
  CtapHidError,
  CtapStatusError,
  KeyProtocolError,
  KeyTransportError,
  PinTextError,
  type KeyTransportErrorKind,
} from '../../ctap2/index.ts'
import type { Failure, FailureCause } from '../../shared/failure.ts'
import { plainText, plainTexts } from '../../shared/plain-text.ts'
import { ProcedureError } from '../procedure-error.ts'
import { ProviderError } from '../provider/provider.ts'
import { BackupError } from '../store/copies/backup-error.ts'
import { RegistryError, registryErrorOf } from '../store/file/registry-error.ts'
import { TextFileError } from '../system/read-text-file.ts'
import { TrustError } from '../trust/trust-error.ts'
import type { RunFacts } from './conversation.ts'

/** The one translation of everything that can be thrown into what a person is told. */
export function failureOf(error: unknown, facts: Partial<RunFacts>): Failure {
  return {
    cause: causeOf(error),
    keyState: facts.keyState ?? 'none',
    act: facts.act ?? null,
    requestId: error instanceof ProviderError ? error.requestId : null,
  }
}

/** Why, without the state of a key: for requests that are no run. What it quotes is plain text. */
export function causeOf(error: unknown): FailureCause {
  return plainTexts(translate(error))
}

function translate(error: unknown): FailureCause {
  if (error instanceof ProcedureError || error instanceof ProviderError) return error.reason
  if (error instanceof CtapStatusError) return causeOfStatus(error)
  if (error instanceof KeyTransportError) return causeOfTransport(error)
  if (error instanceof KeyProtocolError) return causeOfProtocol(error)
  if (error instanceof CtapHidError) return causeOfHid(error)
  if (error instanceof PinTextError) return causeOfPinText(error)
  if (error instanceof TextFileError) {
    return { code: 'file-not-read', file: error.file, reason: error.reason }
  }
  if (error instanceof TrustError) return { code: 'trust-refused', reason: error.reason }
  if (error instanceof BackupError) {
    return { code: 'backup-unusable', file: error.file, reason: error.reason }
  }
  const known = registryErrorOf(error)
  if (known instanceof RegistryError) return { code: 'registry-unavailable', reason: known.reason }
  return { code: 'internal' }
}

/**
 * What a developer needs of an error nobody foresaw: its kind and where it was thrown. Its message
 * stays out, for it may quote anything. Null for every error that has its own words.
 */
function defectOf(error: unknown): string | null {
  if (causeOf(error).code !== 'internal') return null
  if (!(error instanceof Error)) return typeof error
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  return [error.name, ...frames].map(plainText).join('\n')
}

/** Tells of an error nobody foresaw, line by line; every other one is told in its own words, elsewhere. */
export function tellDefect(error: unknown, tell: (line: string) => void): void {
  const defect = defectOf(error)
  for (const line of defect?.split('\n') ?? []) tell(line)
}

/** Why a PIN's text cannot be a PIN of this key. */
export function causeOfPinText(error: PinTextError): FailureCause {
  switch (error.reason) {
    case 'too-short':
      return { code: 'pin-too-short', minimum: error.limit }
    case 'too-long':
      return { code: 'pin-too-long', maximumBytes: error.limit }
    case 'not-text':
      return { code: 'pin-not-text' }
  }
}

/** The CTAP2 statuses a person can do something about; every other one is told by its name. */
function causeOfStatus(error: CtapStatusError): FailureCause {
  switch (error.statusName) {
    case 'CTAP2_ERR_PIN_INVALID':
    case 'CTAP2_ERR_PIN_AUTH_BLOCKED':
    case 'CTAP2_ERR_PIN_BLOCKED':
      return causeOfRefusedPin(error)
    case 'CTAP2_ERR_PIN_POLICY_VIOLATION':
      return { code: 'pin-policy' }
    case 'CTAP2_ERR_USER_ACTION_TIMEOUT':
    case 'CTAP2_ERR_ACTION_TIMEOUT':
      return { code: 'touch-timeout' }
    case 'CTAP2_ERR_KEY_STORE_FULL':
      return { code: 'key-lacks', capability: 'free-space' }
    default:
      return { code: 'key-refused', command: error.command, status: error.statusName }
  }
}

/** What the key counts tells more than the status: a PIN that cannot be tried again is blocked. */
function causeOfRefusedPin({ statusName, pin }: CtapStatusError): FailureCause {
  const isOver = statusName === 'CTAP2_ERR_PIN_BLOCKED' || pin?.pinRetries === 0
  if (isOver) return { code: 'pin-blocked' }
  const isForNow = statusName === 'CTAP2_ERR_PIN_AUTH_BLOCKED' || pin?.powerCycleState === true
  if (isForNow) return { code: 'pin-blocked-until-reinserted' }
  return { code: 'pin-wrong', retriesLeft: pin?.pinRetries ?? null }
}

function causeOfTransport(error: KeyTransportError): FailureCause {
  const causes: { readonly [K in KeyTransportErrorKind]: FailureCause } = {
    'access-denied': { code: 'key-access-denied', platform: process.platform },
    'u2f-only': { code: 'key-u2f-only' },
    timeout: { code: 'key-silent', phase: error.phase ?? 'answer', afterMs: error.afterMs ?? 0 },
    'open-failed': { code: 'key-unreachable' },
    io: { code: 'key-unreachable' },
    removed: { code: 'key-removed' },
    closed: { code: 'key-removed' },
  }
  return causes[error.kind]
}

function causeOfProtocol({ command, field }: KeyProtocolError): FailureCause {
  return { code: 'key-answer-invalid', command, field }
}

function causeOfHid(error: CtapHidError): FailureCause {
  if (error.codeName === 'ERR_CHANNEL_BUSY') return { code: 'key-busy' }
  return { code: 'key-refused', command: 'CTAPHID', status: error.codeName }
}
