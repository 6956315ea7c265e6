import type { FailureCause } from '../failure.ts'
import { fill } from './fill.ts'
import type { Instruction } from './roles.ts'
import type { Words } from './words.ts'

/** Attempts are counted out only when they matter. */
const fewAttempts = 3

/** The words for a failure, filled with what is known of it. */
export function failureWords(words: Words, cause: FailureCause): Instruction {
  const { title, detail } = words.failures[cause.code]
  const values = valuesOf(words, cause)
  const left = cause.code === 'pin-wrong' ? attemptsWords(words, cause.retriesLeft) : ''
  return { title: fill(title, values), detail: `${fill(detail, values)} ${left}`.trim() }
}

/** How many attempts are left, as a sentence; empty while there are enough, or nobody knows. */
export function attemptsWords(words: Words, retriesLeft: number | null): string {
  if (retriesLeft === null || retriesLeft > fewAttempts) return ''
  const { one, several } = words.failed.attempts
  return fill((retriesLeft === 1 ? one : several).detail, { count: retriesLeft })
}

/** What fills the blanks: the cause's own data, in words where it is a name of ours. */
function valuesOf(words: Words, cause: FailureCause): object {
  if (cause.code === 'key-lacks') return { capability: words.capabilities[cause.capability].word }
  if (cause.code === 'file-not-read') {
    return { why: fill(words.fileFaults[cause.reason].detail, cause) }
  }
  if (cause.code === 'wrong-state') return { state: words.issuanceStates[cause.state].word }
  if (cause.code === 'still-uncertain') return { act: words.unfinishedActs[cause.act].detail }
  return cause
}
