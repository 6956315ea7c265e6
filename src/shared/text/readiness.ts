import type { ReadinessItem, ReadinessReason } from '../readiness.ts'
import { readinessWords as german } from './de/readiness.ts'
import { readinessWords as english } from './en/readiness.ts'
import type { ReadinessWords } from './readiness-words.ts'
import type { Language } from './words.ts'

const languages: { readonly [L in Language]: ReadinessWords } = { en: english, de: german }

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
  return {
    title: words.titles[name],
    detail: detailOf(words, reason),
    remedy: state === 'ok' ? '' : (words.remedies[reason.code] ?? ''),
    where: state === 'ok' || where === null ? '' : words.places[where],
  }
}

function detailOf({ details }: ReadinessWords, reason: ReadinessReason): string {
  // The table has a sentence for exactly this code; the compiler cannot tie the two.
  const tell: (found: never) => string = details[reason.code]
  return tell(reason as never)
}
