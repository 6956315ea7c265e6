import type { ReactElement } from 'react'
import type { TrustSummary } from '../../../shared/housekeeping.ts'
import { fill } from '../../../shared/text/fill.ts'
import { dayWords } from '../../text/locale.ts'
import { useWords } from '../../text/use-words.ts'
import styles from './settings.module.css'

/** Certificates by their names, with the end of their time. */
export function Roots({ roots }: Pick<TrustSummary, 'roots'>): ReactElement {
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
export function Signers({ roots }: Pick<TrustSummary, 'roots'>): ReactElement | null {
  const { trust } = useWords().settings
  if (roots.length === 0) return null
  return (
    <>
      <p className={styles.quiet}>{trust.signers.detail}</p>
      <Roots roots={roots} />
    </>
  )
}
