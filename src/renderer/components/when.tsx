import type { ReactElement } from 'react'
import type { Language } from '../../shared/text/words.ts'
import { useWords } from '../text/use-words.ts'

const dayMs = 86_400_000

/** A moment: the time of day when it is recent, else the date. */
export function When({ time }: { time: number }): ReactElement {
  const { language } = useWords()
  return <time dateTime={new Date(time).toISOString()}>{format(time, language)}</time>
}

function format(time: number, language: Language): string {
  const isRecent = Math.abs(Date.now() - time) < dayMs
  // The machine's own habits of writing a date, where they are in the same language.
  const locale = navigator.language.startsWith(language) ? navigator.language : language
  const style = isRecent ? ({ timeStyle: 'short' } as const) : ({ dateStyle: 'medium' } as const)
  return new Intl.DateTimeFormat(locale, style).format(time)
}
