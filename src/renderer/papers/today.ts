import type { Language } from '../../shared/text/words.ts'
import { localeOf } from '../text/locale.ts'

/** Today's date, written out. */
export function today(language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long' }).format(Date.now())
}
