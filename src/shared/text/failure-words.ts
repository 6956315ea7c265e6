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
  const sentences = [fill(detail, values), ...moreWords(words, cause)]
  return { title: fill(title, values), detail: sentences.filter(Boolean).join(' ') }
}

/** What is said only where it is known. */
function moreWords(words: Words, cause: FailureCause): readonly string[] {
  const { policy, held, again } = words.failed
  if (cause.code === 'pin-wrong') return [attemptsWords(words, cause.retriesLeft)]
  if (cause.code === 'provider-rate-limited' && cause.retryAt !== null) {
    return [fill(again.detail, { time: clockWords(words, cause.retryAt) })]
  }
  if (cause.code === 'enrollment-not-allowed') {
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

/** As the clock of this computer will show it, never too early. */
function clockWords({ language }: Words, time: number): string {
  const wholeSeconds = Math.ceil(time / 1000) * 1000
  return new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(wholeSeconds)
}

/** How many attempts are left, as a sentence; empty while there are enough, or nobody knows. */
export function attemptsWords(words: Words, retriesLeft: number | null): string {
  if (retriesLeft === null || retriesLeft > fewAttempts) return ''
  const { one, several } = words.failed.attempts
  return fill((retriesLeft === 1 ? one : several).detail, { count: retriesLeft })
}

/** A connection file without a single entry has none that is wrong. */
function wordsOf({ failures, faults }: Words, cause: FailureCause): Instruction {
  const { title, detail } = failures[cause.code]
  const isNone = cause.code === 'connection-invalid' && cause.field === ''
  return { title, detail: isNone ? faults.noConnection.detail : detail }
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
  if (cause.code === 'file-not-read') {
    return { why: fill(words.fileFaults[cause.reason].detail, cause) }
  }
  if (cause.code === 'still-uncertain') return { act: words.unfinishedActs[cause.act].detail }
  if (cause.code === 'row-unreadable') {
    return { ...cause, kind: words.rowKinds[cause.table].word }
  }
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
