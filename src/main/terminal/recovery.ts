import { fill } from '../../shared/text/fill.ts'
import { writeNewFile } from '../file-fault.ts'
import { noteFile } from '../note-file.ts'
import type { Office } from '../office.ts'
import { makeRecoveryKey } from '../station-key/recovery-key.ts'
import { recoverySheet } from '../station-key/recovery-sheet.ts'
import { checkNewFile } from './check-files.ts'
import type { TerminalOptions } from './options.ts'
import { registryOf } from './places.ts'
import { exitCodes, type Printer } from './printer.ts'
import { UsageError } from './usage-error.ts'

/** `recovery-key FILE`: a new recovery key, into a new file. The one before opens no later backup. */
export async function saveRecoveryKey(
  office: Office,
  options: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const { argument: file, command } = options
  if (file === null) throw new UsageError('file-needed', { command })
  await checkNewFile(file, printer.texts)
  const { text, sealed } = makeRecoveryKey(await registryOf(options).secrets.key())
  await noteFile(office, 'recovery-key-made', file)
  const sheet = recoverySheet(text, office.station, new Date())
  await writeNewFile(file, (handle) => handle.writeFile(sheet))
  await office.registry.keepRecovery(sealed)
  const { recoveryKey } = printer.texts.terminal.notes
  printer.result('recovery-key', { file }, [fill(recoveryKey.detail, { file })])
  return exitCodes.done
}
