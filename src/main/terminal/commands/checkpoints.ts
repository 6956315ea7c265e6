import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fill } from '../../../shared/text/fill.ts'
import type { Workplace } from '../../desk/facts.ts'
import { noteFile } from '../../station/note-file.ts'
import { fileNotWritten } from '../../store/file/file-fault.ts'
import { checkpointPlace } from '../../store/journal/checkpoints/checkpoint-keeper.ts'
import type { Journal } from '../../store/journal/journal.ts'
import type { TerminalOptions } from '../options.ts'
import { directoryOf } from '../places.ts'
import { exitCodes, type Printer } from '../printing/printer.ts'
import { UsageError } from '../usage-error.ts'

/** Whether nothing was taken back of what left the station, but by a restore that the journal tells of. */
export async function compare(
  journal: Journal,
  folder: string,
  printer: Printer,
): Promise<boolean> {
  await demandFolder(folder)
  const comparison = await journal.compareWith(folder)
  if (!comparison) return false
  const { compared, takenBack, unsigned } = comparison
  const words = printer.texts.terminal.audit
  printer.result('comparison', comparison, [
    fill((compared === 0 ? words.noneCompared : words.compared).detail, { compared, folder }),
    ...takenBack.map((one) =>
      fill((one.restoredAt === null ? words.takenBack : words.restoredAt).detail, one),
    ),
    ...unsigned.map((file) => fill(words.notSigned.detail, { file })),
  ])
  const isExplained = takenBack.every(({ restoredAt }) => restoredAt !== null)
  return compared > 0 && isExplained && unsigned.length === 0
}

async function demandFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null)
  if (!found?.isDirectory()) throw new UsageError('no-folder', { file: folder })
}

/** From now on every station on this registry leaves its checkpoints there; the first at once. */
export async function moveCheckpoints(
  workplace: Workplace,
  options: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const { second } = options
  if (second === null) throw new UsageError('folder-needed', { command: 'audit checkpoints' })
  const folder = resolve(second)
  await workplace.registry.journal.leaveCheckpoint(folder).catch((error: unknown) => {
    throw fileNotWritten(folder, error)
  })
  const place = checkpointPlace(directoryOf(options))
  if ((await place.read()) !== folder) {
    await place.choose(folder)
    await noteFile(workplace, 'checkpoints-moved', folder)
  }
  printer.result('checkpoints', { folder }, [
    fill(printer.texts.terminal.audit.checkpoints.detail, { folder }),
  ])
  return exitCodes.done
}
