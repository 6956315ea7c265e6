import type { RegistryFault } from '../../../shared/failure.ts'
import { codeOf } from '../../system/system-error.ts'

/** The registry cannot be read or written; the station stops rather than start an empty one. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'
  readonly reason: RegistryFault

  constructor(reason: RegistryFault, options?: ErrorOptions) {
    super(`registry ${reason}`, options)
    this.reason = reason
  }
}

/** SQLite's primary result codes that a person can do something about. */
const reasons: ReadonlyMap<number, RegistryFault> = new Map([
  [5, 'locked'],
  [6, 'locked'],
  [8, 'read-only'],
  [11, 'corrupt'],
  [13, 'full'],
  [14, 'read-only'],
  [26, 'corrupt'],
])

/** SQLite's own words for them, where an engine gives no code. */
const messages: readonly (readonly [string, RegistryFault])[] = [
  ['is locked', 'locked'],
  ['readonly', 'read-only'],
  ['unable to open', 'read-only'],
  ['malformed', 'corrupt'],
  ['not a database', 'corrupt'],
  ['is full', 'full'],
]

/** The same error when it is ours or not SQLite's; a RegistryError when SQLite gave a result code. */
export function registryErrorOf(error: unknown): unknown {
  if (error instanceof RegistryError || !(error instanceof Error)) return error
  if ('errcode' in error && typeof error.errcode === 'number') {
    return new RegistryError(reasons.get(error.errcode % 256) ?? 'other', { cause: error })
  }
  if (!('code' in error) || error.code !== 'ERR_SQLITE_ERROR') return error
  const told = messages.find(([message]) => error.message.includes(message))
  return new RegistryError(told?.[1] ?? 'other', { cause: error })
}

/** What the file system says of a file of the station's, by its code. */
const codes: ReadonlyMap<string, RegistryFault> = new Map([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'read-only'],
  ['EPERM', 'read-only'],
])

/** A RegistryError for what SQLite or the file system refused. */
export function registryErrorOfFile(error: unknown): RegistryError {
  const known = registryErrorOf(error)
  if (known instanceof RegistryError) return known
  return new RegistryError(codes.get(codeOf(error)) ?? 'other', { cause: error })
}
