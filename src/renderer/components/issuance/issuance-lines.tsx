import type { ReactElement } from 'react'
import type { Issuance } from '../../../shared/records.ts'
import { Login } from '../login.tsx'
import { StateWord } from '../state-word.tsx'
import { When } from '../when.tsx'
import styles from './issuance-lines.module.css'

interface Props {
  readonly issuances: readonly Issuance[]
  /** Makes each name a button. */
  readonly onOpen?: (issuance: Issuance) => void
}

/** A few issuances, one to a line: who, how it stands, since when. */
export function IssuanceLines({ issuances, onOpen }: Props): ReactElement {
  return (
    <ul>
      {issuances.map((issuance) => (
        <li key={issuance.id} className={styles.line}>
          <span className={styles.person}>
            {onOpen === undefined ? (
              issuance.personName
            ) : (
              <button type="button" className={styles.open} onClick={() => onOpen(issuance)}>
                {issuance.personName}
              </button>
            )}
            <span className={styles.login}>
              <Login login={issuance.login} />
            </span>
          </span>
          <StateWord state={issuance.state} />
          <span className={styles.time}>
            <When time={issuance.updatedAt} />
          </span>
        </li>
      ))}
    </ul>
  )
}
