import { plainName } from '../../shared/plain-text.ts'
import { fill } from '../../shared/text/fill.ts'
import type { AuditFact } from '../audit/entry.ts'
import { whoIsHere } from '../compose.ts'
import { ProcedureError } from '../conversation.ts'
import { aboutNothing } from '../office.ts'
import { restoreRegistry } from '../store/restore.ts'
import type { RestorePlan } from '../store/restore-plan.ts'
import { askWord } from './ask-word.ts'
import { checkReadable } from './check-files.ts'
import { readRecovery } from './given-recovery.ts'
import type { TerminalIo } from './io.ts'
import type { TerminalOptions } from './options.ts'
import { registryOf } from './own-files.ts'
import { exitCodes, type Printer } from './printer.ts'
import { UsageError } from './usage-error.ts'

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
  const kept = await restoreRegistry(order, async (plan) => {
    tell(plan, printer)
    return (await isConfirmed(plan, options, io, printer)) ? factOf(plan, reason) : null
  })
  if (kept === undefined) return exitCodes.cancelled
  const { restored, keptBefore } = printer.texts.terminal.notes
  const before = kept === null ? [] : [fill(keptBefore.detail, { file: kept })]
  printer.result('restore', { file: backup, kept }, [
    fill(restored.detail, { file: backup }),
    ...before,
  ])
  return exitCodes.done
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
  const rest = { requestId: null, failure: null, detail }
  return { fact: 'registry-restored', ...whoIsHere(), ...aboutNothing, ...rest }
}
