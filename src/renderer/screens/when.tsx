import type { ReactElement } from 'react'
import { useWords } from '../text/use-words.ts'

const dayMs = 86_400_000

/** A moment: the time of day when it is recent, else the date. */
export function When({ time }: { time: number }): ReactElement {
  const { language } = useWords()
  const date = new Date(time)
  const isRecent = Math.abs(Date.now() - time) < dayMs
  const format = isRecent
    ? ({ hour: '2-digit', minute: '2-digit' } as const)
    : ({ dateStyle: 'medium' } as const)
  return (
    <time dateTime={date.toISOString()}>{new Intl.DateTimeFormat(language, format).format(date)}</time>
  )
}
