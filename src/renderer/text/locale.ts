import type { Language } from '../../shared/text/words.ts'

/** The machine's own habits of writing dates and numbers, where they are in the same language. */
export function localeOf(language: Language): string {
  return navigator.language.startsWith(language) ? navigator.language : language
}

/** A day, as the machine writes one; what is no date is left as it came. */
export function dayWords(language: Language, day: string): string {
  const date = new Date(day)
  if (Number.isNaN(date.getTime())) return day
  return date.toLocaleDateString(localeOf(language), { dateStyle: 'medium', timeZone: 'UTC' })
}
