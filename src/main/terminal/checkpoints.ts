import { resolve } from 'node:path'
import { fill } from '../../shared/text/fill.ts'
import { checkpointPlace } from '../audit/checkpoint-keeper.ts'
import type { Journal } from '../audit/journal.ts'
import { fileNotWritten } from '../file-fault.ts'
import { noteFile } from '../note-file.ts'
import type { Office } from '../office.ts'
import type { TerminalOptions } from './options.ts'
import { directoryOf } from './own-files.ts'
import { exitCodes, type Printer } from './printer.ts'
import { UsageError } from './usage-error.ts'

/** Whether nothing was taken back of what left the station, but by a restore that the journal tells of. */
export async function compare(
  journal: Journal,
  folder: string,
  printer: Printer,
): Promise<boolean> {
  const comparison = await journal.compareWith(folder)
  if (!comparison) return false
  const { compared, takenBack, unsigned } = comparison
  const words = printer.texts.terminal.audit
  printer.result('comparison', comparison, [
    fill(words.compared.detail, { compared }),
    ...takenBack.map((one) =>
      fill((one.restoredAt === null ? words.takenBack : words.restoredAt).detail, one),
    ),
    ...unsigned.map((file) => fill(words.notSigned.detail, { file })),
  ])
  return takenBack.every(({ restoredAt }) => restoredAt !== null) && unsigned.length === 0
}

/** From now on every station on this registry leaves its checkpoints there; the first at once. */
export async function moveCheckpoints(
  office: Office,
  options: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const { second } = options
  if (second === null) throw new UsageError('folder-needed', { command: 'audit checkpoints' })
  const folder = resolve(second)
  await noteFile(office, 'checkpoints-moved', folder)
  await office.registry.journal.leaveCheckpoint(folder).catch((error: unknown) => {
    throw fileNotWritten(folder, error)
  })
  await checkpointPlace(directoryOf(options)).choose(folder)
  printer.result('checkpoints', { folder }, [
    fill(printer.texts.terminal.audit.checkpoints.detail, { folder }),
  ])
  return exitCodes.done
}
