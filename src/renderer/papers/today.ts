import type { Language } from '../../shared/text/words.ts'

/** Today's date, written out. */
export function today(language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(Date.now())
}
