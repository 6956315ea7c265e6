import { hidErrorName, statusName } from './status.ts'

/** What a key says of its PIN after a failed try; null where it does not say (CTAP 2.2 §6.5.5.2). */
export interface PinRetries {
  /** Tries left before CTAP2_ERR_PIN_BLOCKED. */
  readonly pinRetries: number | null
  /** True when the key takes no further PIN until it has been unplugged and plugged in again. */
  readonly powerCycleState: boolean | null
}

/** A command that the key refused with a CTAP2 status byte (CTAP 2.2 §8.2). */
export class CtapStatusError extends Error {
  override readonly name = 'CtapStatusError'
  readonly command: string
  readonly status: number
  readonly statusName: string
  /** Set on a refused PIN, when the key tells how many tries are left. */
  readonly pin: PinRetries | null

  constructor(command: string, status: number, pin: PinRetries | null = null) {
    super(`${command}: ${statusName(status)}`)
    this.command = command
    this.status = status
    this.statusName = statusName(status)
    this.pin = pin
  }
}

/** A CTAPHID_ERROR message: the key refused the message itself (CTAP 2.2 §11.2.9.1.6). */
export class CtapHidError extends Error {
  override readonly name = 'CtapHidError'
  readonly code: number
  readonly codeName: string

  constructor(code: number) {
    super(`CTAPHID_ERROR: ${hidErrorName(code)}`)
    this.code = code
    this.codeName = hidErrorName(code)
  }
}

/**
 * Why a key cannot be reached. `timeout`: it was silent, or the operation ran out of its budget;
 * `u2f-only`: it answers, but speaks no CTAP2; `closed`: this program closed it.
 */
export type KeyTransportErrorKind =
  'removed' | 'access-denied' | 'open-failed' | 'io' | 'timeout' | 'u2f-only' | 'closed'

/** What is known of a transport failure: the platform's own words, or the phase and milliseconds. */
export interface KeyTransportErrorDetail {
  /** The operating system's or library's message. */
  readonly platform?: string
  /** What was being waited for, for example `touch` or `authenticatorGetInfo`. */
  readonly phase?: string
  readonly afterMs?: number
}

/** The way to the key failed: it is gone, may not be opened, or does not answer. */
export class KeyTransportError extends Error {
  override readonly name = 'KeyTransportError'
  readonly kind: KeyTransportErrorKind
  readonly platform: string | null
  readonly phase: string | null
  readonly afterMs: number | null

  constructor(kind: KeyTransportErrorKind, detail: KeyTransportErrorDetail = {}) {
    super(describe(kind, detail))
    this.kind = kind
    this.platform = detail.platform ?? null
    this.phase = detail.phase ?? null
    this.afterMs = detail.afterMs ?? null
  }
}

/** The key answered something that the standard does not allow; names the command and the field. */
export class KeyProtocolError extends Error {
  override readonly name = 'KeyProtocolError'
  readonly command: string
  readonly field: string
  readonly reason: string

  constructor(command: string, field: string, reason: string) {
    super(`${command}: ${field} ${reason}`)
    this.command = command
    this.field = field
    this.reason = reason
  }
}

function describe(kind: KeyTransportErrorKind, detail: KeyTransportErrorDetail): string {
  const words = [`The key: ${kind}`]
  if (detail.phase !== undefined) words.push(`waiting for ${detail.phase}`)
  if (detail.afterMs !== undefined) words.push(`after ${Math.round(detail.afterMs)} ms`)
  if (detail.platform !== undefined) words.push(`(${detail.platform})`)
  return words.join(' ')
}
