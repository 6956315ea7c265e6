import type { FailureCause } from '../failure.ts'
import { fill } from './fill.ts'
import type { Instruction } from './roles.ts'
import type { Words } from './words.ts'

/** Attempts are counted out only when they matter. */
const fewAttempts = 3

/** The words for a failure, filled with what is known of it. */
export function failureWords(words: Words, cause: FailureCause): Instruction {
  if (cause.code === 'registry-unavailable' && cause.reason !== 'other') {
    return words.faults.registry[cause.reason]
  }
  const { title, detail } = wordsOf(words, cause)
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

/** A part of the connection that is a file is told as one. */
function wordsOf({ failures, faults }: Words, cause: FailureCause): Instruction {
  const { title, detail } = failures[cause.code]
  if (cause.code !== 'connection-invalid') return { title, detail }
  if (cause.field !== 'file' && cause.field !== 'auth.privateKeyFile') return { title, detail }
  return { title, detail: faults.connection[cause.field].detail }
}

/** What fills the blanks: the cause's own data, in words where it is a name of ours. */
function valuesOf(words: Words, cause: FailureCause): object {
  if (cause.code === 'key-lacks') return { capability: words.capabilities[cause.capability].word }
  if (cause.code === 'wrong-state') return { state: words.issuanceStates[cause.state].word }
  if (cause.code === 'still-uncertain') return { act: words.unfinishedActs[cause.act].detail }
  if (cause.code === 'input-invalid') return { paths: cause.paths.join(', ') }
  return { ...cause, why: whyOf(words, cause) }
}

/** The reason in words, where it is a name of ours. */
function whyOf({ faults }: Words, cause: FailureCause): string | undefined {
  if (cause.code === 'file-not-written') return faults.file[cause.reason].detail
  if (cause.code === 'backup-unusable') return fill(faults.backup[cause.reason].detail, cause)
  if (cause.code === 'trust-refused') return faults.trust[cause.reason].detail
  if (cause.code === 'not-available') return faults.missing[cause.what].detail
  return undefined
}
