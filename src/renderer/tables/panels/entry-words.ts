import type { AuditRow } from '../../../shared/housekeeping.ts'
import type { Words } from '../../../shared/text/words.ts'

/** Names the journal uses are looked up; one that has no words yet is shown as it is. */
function labelIn(names: object, name: string): string {
  const known = new Map<string, { readonly label?: string }>(Object.entries(names))
  return known.get(name)?.label ?? name
}

/** What happened, in a person's words. */
export function factWords({ facts }: Words, fact: string): string {
  return labelIn(facts, fact)
}

/** In the course of what it happened. */
export function procedureWords({ procedures, audit }: Words, procedure: string): string {
  return labelIn({ ...procedures, ...audit.otherProcedures }, procedure)
}

/** Every procedure the journal knows, as it names them. */
export function procedureNames({ procedures, audit }: Words): readonly string[] {
  return Object.keys({ ...procedures, ...audit.otherProcedures })
}

/** How it ended: what failed in the words of failures; nothing for what only began. */
export function outcomeWords(
  words: Words,
  { fact, failure }: Pick<AuditRow, 'fact' | 'failure'>,
): { readonly tone: 'good' | 'warn' | 'bad'; readonly word: string } | null {
  if (failure !== null) return { tone: 'bad', word: failureTitle(words, failure) }
  if (fact === 'run-started') return null
  if (fact === 'run-cancelled') return { tone: 'warn', word: words.audit.stopped.word }
  return { tone: 'good', word: words.audit.done.word }
}

function failureTitle({ failures }: Words, code: string): string {
  const known = new Map<string, { readonly title: string }>(Object.entries(failures))
  return known.get(code)?.title ?? code
}

/** Date and time to the second, as the machine writes them. */
export function momentWords(at: number, locale: string): { date: string; time: string } {
  const moment = new Date(at)
  return {
    date: moment.toLocaleDateString(locale, { dateStyle: 'medium' }),
    time: moment.toLocaleTimeString(locale, { timeStyle: 'medium' }),
  }
}
