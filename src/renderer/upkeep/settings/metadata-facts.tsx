import type { ReactElement } from 'react'
import type { TrustSummary } from '../../../shared/housekeeping.ts'
import { fill } from '../../../shared/text/fill.ts'
import { Told } from '../../components/told.tsx'
import { dayWords, localeOf } from '../../text/locale.ts'
import { useWords } from '../../text/use-words.ts'
import styles from './settings.module.css'

/** What was trusted and cannot be read any more. */
export function Unreadable({ problems }: Pick<TrustSummary, 'problems'>): ReactElement {
  const { trust } = useWords().settings
  return (
    <Told tone="warn" title={trust.unreadable.title}>
      {problems.map(({ file, reason }) => (
        <p key={file}>
          {file} ({reason})
        </p>
      ))}
    </Told>
  )
}

/** Which list of models is kept, and how fresh it is. */
export function Metadata({ metadata }: Pick<TrustSummary, 'metadata'>): ReactElement {
  const words = useWords()
  const { trust } = words.settings
  if (metadata === null) return <p className={styles.quiet}>{trust.noMetadata.detail}</p>
  const { number, models, ageDays, nextUpdate, isOverdue } = metadata
  const date = dayWords(words.language, nextUpdate)
  const { today, oneDay, days } = trust
  const age =
    ageDays === 0 ? today.word : ageDays === 1 ? oneDay.word : fill(days.word, { count: ageDays })
  const facts = [
    [trust.models.label, models.toLocaleString(localeOf(words.language))],
    [trust.number.label, String(number)],
    [trust.age.label, age],
    [trust.nextUpdate.label, date],
  ] as const
  return (
    <>
      {isOverdue && (
        <Told tone="warn" title={trust.overdue.title}>
          <p>{fill(trust.overdue.detail, { date })}</p>
        </Told>
      )}
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
