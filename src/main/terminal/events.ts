import { fill } from '../../shared/text/fill.ts'
import { requestFrom, type Station } from '../station.ts'
import type { TerminalOptions } from './options.ts'
import { exitCodes, type Printer } from './printer.ts'

/** Decides about one proposal, or reads what happened and prints what waits for a decision. */
export async function events(
  station: Station,
  { apply, dismiss }: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const { words, terminal } = printer.texts
  const { notes, decide } = terminal
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
    const { at, kind } = proposal
    const what = fill(words.providerEvents[kind].detail, proposal)
    printer.result('proposal', proposal, [
      `${new Date(at).toISOString()}  ${what}`,
      `  ${fill(decide.label, waysOf(words.proposals[proposal.proposal].label, proposal.id))}`,
    ])
  }
  if (proposals.length === 0) printer.note(notes.nothingHappened.detail)
  return exitCodes.done
}

/** What is typed to decide about a proposal. */
function waysOf(what: string, id: string) {
  return {
    what,
    apply: `station events --apply ${id}`,
    dismiss: `station events --dismiss ${id}`,
  }
}
