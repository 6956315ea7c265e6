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
  const sentences = [fill(detail, values), ...moreWords(words, cause)]
  return { title: fill(title, values), detail: sentences.filter(Boolean).join(' ') }
}

/** What is said only where it is known. */
function moreWords(words: Words, cause: FailureCause): readonly string[] {
  const { policy, held } = words.failed
  if (cause.code === 'pin-wrong') return [attemptsWords(words, cause.retriesLeft)]
  if (cause.code === 'enrolment-not-allowed') {
    return cause.policy === null ? [] : [fill(policy.detail, { policy: cause.policy })]
  }
  if (cause.code !== 'one-key-only') return []
  const { name, createdAt } = cause
  return [
    name === null ? '' : fill(held.named.detail, { name }),
    createdAt === null ? '' : fill(held.since.detail, { date: dateWords(words, createdAt) }),
  ]
}

function dateWords({ language }: Words, time: number): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(time)
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
  if (cause.code === 'key-below-policy') {
    return { demand: words.failed.demands[cause.demand].detail }
  }
  if (cause.code === 'wrong-state') {
    const { [cause.state]: stands } = words.issuanceStates
    return { state: stands.word, ways: words.issuanceWays[cause.state].detail }
  }
  if (cause.code === 'person-not-eligible') {
    const { word, detail } = words.personStatus[cause.status]
    return { ...cause, status: word, standing: detail }
  }
  if (cause.code === 'still-uncertain') return { act: words.unfinishedActs[cause.act].detail }
  return cause
}
