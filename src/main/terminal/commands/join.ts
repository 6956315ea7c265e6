import { join } from 'node:path'
import { fill } from '../../../shared/text/fill.ts'
import { whoIsHere } from '../../compose/compose.ts'
import { joinStations, type Joined } from '../../compose/join-stations.ts'
import { ProcedureError } from '../../procedure-error.ts'
import type { TerminalOptions } from '../options.ts'
import { secretsIn } from '../places.ts'
import { askWord } from '../printing/ask-word.ts'
import type { TerminalIo } from '../printing/io.ts'
import { exitCodes, type Printer } from '../printing/printer.ts'
import { foldersToJoin } from './join-folders.ts'

/** `join [FOLDER]`: the station of a folder is taken into this one, and the folder put aside. */
export async function joinOther(
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<number> {
  const { from, into } = await foldersToJoin(options)
  const station = (dataDirectory: string) => ({ dataDirectory, secrets: secretsIn(dataDirectory) })
  const order = { from: station(from), into: station(into), who: whoIsHere(), now: Date.now }
  const joined = await joinStations(order, async (plan) => {
    printer.note(fill(printer.texts.terminal.join.plan.detail, { from, into, ...plan }))
    return await isConfirmed(options, io, printer)
  })
  if (!joined) return exitCodes.cancelled
  tell(into, joined, printer)
  return exitCodes.done
}

async function isConfirmed(
  { yes }: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<boolean> {
  if (yes) return true
  if (!io.ask) throw new ProcedureError({ code: 'not-available', what: 'confirmation' })
  const { prompts, join: words } = printer.texts.terminal
  return await askWord(io.ask, prompts.change.label, words.confirmation.word)
}

function tell(folder: string, { archive, aside, issuances }: Joined, printer: Printer): void {
  const { joined, joinedArchive, joinedAside } = printer.texts.terminal.notes
  const file = join(folder, archive)
  printer.result('join', { folder, archive: file, aside, issuances }, [
    fill(joined.detail, { folder, issuances }),
    fill(joinedArchive.detail, { file }),
    fill(joinedAside.detail, { folder: aside }),
  ])
}
