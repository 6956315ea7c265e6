import type { BackupFault } from '../../../shared/failure.ts'

/** A file cannot take the registry's place. Nothing has changed. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
  readonly file: string
  readonly reason: BackupFault

  constructor(file: string, reason: BackupFault, options?: ErrorOptions) {
    super(`backup ${reason}`, options)
    this.file = file
    this.reason = reason
  }
}
