import type { FailureCause } from '../failure.ts'
import type { ReadinessItem, ReadinessReason } from '../readiness.ts'
import { german as germanWords } from './de/german.ts'
import { readinessWords as german } from './de/readiness.ts'
import { english as englishWords } from './en/english.ts'
import { readinessWords as english } from './en/readiness.ts'
import { failureWords } from './failure-words.ts'
import type { ReadinessWords } from './readiness-words.ts'
import { remediesOf } from './remedies.ts'
import type { Language, Words } from './words.ts'

const languages: { readonly [L in Language]: ReadinessWords } = { en: english, de: german }
const failures: { readonly [L in Language]: Words } = { en: englishWords, de: germanWords }

/** A readiness item in words. `remedy` is empty where there is nothing to do. */
export interface ReadinessText {
  readonly title: string
  readonly detail: string
  readonly remedy: string
  /** Where in the provider's console, or an empty text. */
  readonly where: string
}

/** The words for one item of a readiness report; the terminal speaks English. */
export function readinessText(
  { name, state, reason, where }: ReadinessItem,
  language: Language = 'en',
): ReadinessText {
  const words = languages[language]
  const place = { title: words.titles[name], where: whereOf(words, state, where) }
  if (reason.code === 'unreachable') return { ...place, ...failureText(reason.cause, language) }
  return {
    ...place,
    detail: detailOf(words, reason),
    remedy: state === 'ok' ? '' : (words.remedies[reason.code] ?? ''),
  }
}

function whereOf(
  { places }: ReadinessWords,
  state: ReadinessItem['state'],
  where: ReadinessItem['where'],
): string {
  return state === 'ok' || where === null ? '' : places[where]
}

function failureText(
  cause: FailureCause,
  language: Language,
): Pick<ReadinessText, 'detail' | 'remedy'> {
  const words = failures[language]
  const { title, detail } = failureWords(words, cause)
  const remedies = remediesOf(cause).map((remedy) => words.remedies[remedy].detail)
  return { detail: `${title}. ${detail}`, remedy: remedies.join(' ') }
}

function detailOf(
  { details }: ReadinessWords,
  reason: Exclude<ReadinessReason, { code: 'unreachable' }>,
): string {
  // The table has a sentence for exactly this code; the compiler cannot tie the two.
  const tell: (found: never) => string = details[reason.code]
  return tell(reason as never)
}
