import { plainName } from '../../../shared/plain-text.ts'
import { fill } from '../../../shared/text/fill.ts'
import { whoIsHere } from '../../compose/compose.ts'
import { aboutNothing, factBy } from '../../desk/facts.ts'
import { ProcedureError } from '../../procedure-error.ts'
import type { RestorePlan } from '../../store/copies/restore-plan.ts'
import type { AuditFact } from '../../store/journal/entry.ts'
import type { TerminalOptions } from '../options.ts'
import { askWord } from '../printing/ask-word.ts'
import type { TerminalIo } from '../printing/io.ts'
import type { Printer } from '../printing/printer.ts'

/** Tells what a restore would bring and take back, and has it confirmed: its entry, or null for no. */
export async function decideRestore(
  plan: RestorePlan,
  reason: string,
  { options, io, printer }: Asking,
): Promise<AuditFact | null> {
  tell(plan, printer)
  return (await isConfirmed(plan, options, io, printer)) ? factOf(plan, reason) : null
}

/** Whom to ask, and how. */
interface Asking {
  readonly options: TerminalOptions
  readonly io: TerminalIo
  readonly printer: Printer
}

/** What the backup has, and what came since and is lost. */
function tell({ origin, until, takesBack, lost }: RestorePlan, printer: Printer): void {
  const { words, terminal } = printer.texts
  if (origin !== null) printer.note(fill(terminal.restore.another.detail, { origin }))
  printer.note(fill(terminal.restore.until.detail, until))
  if (!takesBack) return
  printer.note(fill(terminal.restore.takesBack.detail, takesBack))
  for (const { seq, fact } of lost) {
    const what = [words.facts[fact.fact].label, fact.login].filter(Boolean).join('  ')
    printer.note(`  ${fill(terminal.restore.lost.label, { seq, what })}`)
  }
}

async function isConfirmed(
  { takesBack }: RestorePlan,
  { yes }: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<boolean> {
  if (yes || !takesBack) return true
  if (!io.ask) throw new ProcedureError({ code: 'not-available', what: 'confirmation' })
  const { prompts, restore: words } = printer.texts.terminal
  return await askWord(io.ask, prompts.change.label, words.confirmation.word)
}

function factOf({ origin, until, takesBack }: RestorePlan, reason: string): AuditFact {
  const said = plainName(reason)
  const detail = { kind: 'restore', reason: said, origin, until, takesBack } as const
  return factBy(whoIsHere(), 'registry-restored', aboutNothing, { detail })
}
