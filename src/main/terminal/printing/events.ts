import { requestFrom, type Station } from '../../station/station.ts'
import type { TerminalOptions } from '../options.ts'
import { exitCodes, type Printer } from './printer.ts'
import { proposalLines } from './words.ts'

/** Decides about one proposal, or reads what happened and prints what waits for a decision. */
export async function events(
  station: Station,
  { apply, dismiss }: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const { notes } = printer.texts.terminal
  const id = apply ?? dismiss
  if (id !== null) {
    const decision = apply === null ? 'dismiss' : 'apply'
    const decided = await requestFrom(station, 'proposals.decide', { id, decision })
    if (!decided.ok) return printer.refused(decided.cause)
    printer.note(notes.decided.detail)
    return exitCodes.done
  }
  const reply = await requestFrom(station, 'proposals.read', null)
  if (!reply.ok) return printer.refused(reply.cause)
  const proposals = reply.value
  for (const proposal of proposals) {
    printer.result('proposal', proposal, proposalLines(printer.texts, proposal))
  }
  if (proposals.length === 0) printer.note(notes.nothingHappened.detail)
  return exitCodes.done
}
