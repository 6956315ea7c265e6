import { TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Issuance } from '../../shared/records.ts'
import { useWords } from '../text/use-words.ts'
import styles from './unfinished.module.css'
import { When } from './when.tsx'

interface Props {
  readonly issuances: readonly Issuance[]
  readonly onFind: (login: string) => void
}

/** What was left half done; never hidden. */
export function Unfinished({ issuances, onFind }: Props): ReactElement | null {
  const words = useWords()
  if (issuances.length === 0) return null
  return (
    <section className={styles.unfinished}>
      <h2 className={styles.heading}>
        <TriangleAlert aria-hidden="true" />
        {words.desk.unfinished.title}
      </h2>
      <ul className={styles.list}>
        {issuances.map(({ id, personName, login, act, updatedAt }) => (
          <li key={id} className={styles.row}>
            <span>
              <span className={styles.name}>{personName}</span>
              <span className={styles.detail}>
                {act !== null && words.unfinishedActs[act].detail} <When time={updatedAt} />
              </span>
            </span>
            <button type="button" className={styles.find} onClick={() => onFind(login)}>
              {words.commands['start-again'].label}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
