import type { Issuance } from '../records.ts'
import type { ChangedOutcome, KeyReport } from '../run.ts'
import type { InactiveMeans, Template } from '../template.ts'
import { fill } from './fill.ts'
import type { Instruction } from './roles.ts'
import { durationWords } from './template-sentences.ts'
import type { Words } from './words.ts'

/** What was done with a key or an issuance, and what is known of the key now. */
export function changedWords(words: Words, outcome: ChangedOutcome): Instruction {
  const { change, issuance } = outcome
  const { title, detail } = words.changed[change]
  const name = issuance?.personName ?? words.failed.somebody.label
  const more = issuance === null ? '' : moreOf(words, change, issuance)
  return { title, detail: `${fill(detail, { name })} ${more}`.trim() }
}

/** Whose key it is and how it stands, or that nobody is known to hold it. */
export function reportWords(words: Words, report: KeyReport): Instruction {
  const [newest] = report.issuances
  if (newest === undefined) return strangerWords(words, report)
  const { title, detail } = words.report.holder
  const { personName: name, login, state } = newest
  const values = { name, login, state: words.issuanceStates[state].word }
  return { title: fill(title, values), detail: fill(detail, values) }
}

/** Nobody's, or somebody's and the key does not say whose: with its PIN, where that can be used. */
function strangerWords(words: Words, report: KeyReport): Instruction {
  const { nobody, untold, silent } = words.report
  const count = report.possible.length
  if (count === 0) return nobody
  const { title, detail } = doesPinTell(report) ? untold : silent
  return { title, detail: fill(detail, { count }) }
}

/** Whether its PIN would make a key tell what is on it. */
function doesPinTell({ hasPin, pinRetries, mustChangePin, credentials }: KeyReport): boolean {
  return hasPin && pinRetries !== 0 && !mustChangePin && credentials === null
}

/** What making a key inactive, or active again, does to the person. */
export function meansWords(
  words: Words,
  means: InactiveMeans,
  change: 'inactivate' | 'reactivate',
  name: string,
): string {
  const group = means.means === 'leave-group' ? means.group.name : ''
  return fill(words.inactive[means.means][change].detail, { name, group })
}

/** What an issued key waits for, as its template says; empty for one that works at once. */
export function gateWords(words: Words, { activation }: Template, name: string): string {
  if (activation.when === 'at-once') return ''
  const group = activation.gate === 'group' ? activation.group.name : ''
  const time = activation.gate === 'challenge' ? durationWords(words, activation.lifetimeS) : ''
  return fill(words.done.gates[activation.gate].detail, { name, group, time })
}

function moreOf(words: Words, change: ChangedOutcome['change'], issuance: Issuance): string {
  if (change === 'revoked') return words.onKey[issuance.onKey].detail
  if (change !== 'inactivated' || issuance.inactiveBy === null) return ''
  return meansWords(words, issuance.inactiveBy, 'inactivate', issuance.personName)
}
