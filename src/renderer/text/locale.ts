import type { Language } from '../../shared/text/words.ts'

/** The machine's own habits of writing dates and numbers, where they are in the same language. */
export function localeOf(language: Language): string {
  return navigator.language.startsWith(language) ? navigator.language : language
}
