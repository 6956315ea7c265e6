import { fill } from '../../../shared/text/fill.ts'
import { restoreRegistry } from '../../store/copies/restore.ts'
import type { TerminalOptions } from '../options.ts'
import { registryOf } from '../places.ts'
import type { TerminalIo } from '../printing/io.ts'
import { exitCodes, type Printer } from '../printing/printer.ts'
import { UsageError } from '../usage-error.ts'
import { checkReadable } from './check-files.ts'
import { decideRestore } from './decide-restore.ts'
import { readRecovery } from './given-recovery.ts'

/** `restore FILE --reason TEXT`: a backup in the place of the registry, which is kept beside it. */
export async function restore(
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<number> {
  const { argument: backup, reason } = options
  if (backup === null) throw new UsageError('file-needed', { command: 'restore' })
  await checkReadable(backup)
  if (!reason) throw new UsageError('reason-needed')
  const order = {
    backup,
    isPartEnough: options.yes,
    isFromAnother: options.fromAnotherStation,
    recovery: await readRecovery(options),
    ...registryOf(options),
    now: Date.now,
  }
  const asking = { options, io, printer }
  const kept = await restoreRegistry(order, (plan) => decideRestore(plan, reason, asking))
  if (kept === undefined) return exitCodes.cancelled
  const { restored, keptBefore } = printer.texts.terminal.notes
  const before = kept === null ? [] : [fill(keptBefore.detail, { file: kept })]
  printer.result('restore', { file: backup, kept }, [
    fill(restored.detail, { file: backup }),
    ...before,
  ])
  return exitCodes.done
}
