import { useEffect, type ReactElement } from 'react'
import type { TrustSummary } from '../../../shared/housekeeping.ts'
import { fill } from '../../../shared/text/fill.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { Refusal } from '../../components/refusal.tsx'
import { Told } from '../../components/told.tsx'
import { dayWords, localeOf } from '../../text/locale.ts'
import { useWords } from '../../text/use-words.ts'
import { readTrust } from '../deeds.ts'
import { useFound } from '../found.ts'
import { Part } from '../page.tsx'
import { MetadataAddress } from './metadata-address.tsx'
import styles from './settings.module.css'

/** Whose word counts when a key proves what it is, and how fresh that is. */
export function Trust(): ReactElement {
  const { trust } = useWords().settings
  const { value, cause } = useFound((state) => state.trust)
  useEffect(() => void readTrust(), [])
  return (
    <Part title={trust.title} detail={trust.detail}>
      {cause !== null && <Refusal cause={cause} />}
      {value !== null && value.problems.length > 0 && <Unreadable problems={value.problems} />}
      <div className={styles.sub}>
        <h3 className={styles.heading}>{trust.roots.title}</h3>
        {value?.roots.length === 0 && <p className={styles.quiet}>{trust.noRoots.detail}</p>}
        {value !== null && <Roots roots={value.roots} />}
        <div className={styles.line}>
          <CommandButton name="add-roots" look="plain" />
        </div>
      </div>
      <div className={styles.sub}>
        <h3 className={styles.heading}>{trust.metadata.title}</h3>
        {value !== null && <Metadata metadata={value.metadata} />}
        <div className={styles.line}>
          <CommandButton name="import-metadata" look="plain" />
          <CommandButton name="add-metadata-roots" look="plain" />
        </div>
        {value !== null && <Signers roots={value.metadataRoots} />}
        <MetadataAddress />
      </div>
    </Part>
  )
}

function Unreadable({ problems }: Pick<TrustSummary, 'problems'>): ReactElement {
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

function Roots({ roots }: Pick<TrustSummary, 'roots'>): ReactElement {
  const words = useWords()
  const { trust } = words.settings
  return (
    <ul className={styles.roots}>
      {roots.map(({ name, validTo }) => (
        <li key={name} className={styles.root}>
          <span className={styles.name}>{name}</span>
          <span className={styles.quiet}>
            {fill(trust.validTo.label, { date: dayWords(words.language, validTo) })}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Who else may sign the list; nothing where nobody was added. */
function Signers({ roots }: Pick<TrustSummary, 'roots'>): ReactElement | null {
  const { trust } = useWords().settings
  if (roots.length === 0) return null
  return (
    <>
      <p className={styles.quiet}>{trust.signers.detail}</p>
      <Roots roots={roots} />
    </>
  )
}

function Metadata({ metadata }: Pick<TrustSummary, 'metadata'>): ReactElement {
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
