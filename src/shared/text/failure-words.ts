import type { FailureCause } from '../failure.ts'
import { fill } from './fill.ts'
import type { Instruction, Words } from './words.ts'

/** Attempts are counted out only when they matter. */
const fewAttempts = 3

/** The words for a failure, filled with what is known of it. */
export function failureWords(words: Words, cause: FailureCause): Instruction {
  const { title, detail } = words.failures[cause.code]
  const values =
    cause.code === 'key-lacks' ? { capability: words.capabilities[cause.capability].word } : cause
  return { title: fill(title, values), detail: `${fill(detail, values)}${attempts(words, cause)}` }
}

function attempts(words: Words, cause: FailureCause): string {
  if (cause.code !== 'pin-wrong' || cause.retriesLeft === null) return ''
  if (cause.retriesLeft > fewAttempts) return ''
  const { one, several } = words.failed.attempts
  const { detail } = cause.retriesLeft === 1 ? one : several
  return ` ${fill(detail, { count: cause.retriesLeft })}`
}
