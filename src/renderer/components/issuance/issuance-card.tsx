import type { ReactElement } from 'react'
import type { Issuance } from '../../../shared/records.ts'
import { connectorOf } from '../../drawings/connector.ts'
import { Scene } from '../../drawings/scene.tsx'
import { useWords } from '../../text/use-words.ts'
import { StateWord } from '../state-word.tsx'
import styles from './issuance-card.module.css'

/** Whose key it is, which one, and how it stands. */
export function IssuanceCard({ issuance }: { issuance: Issuance }): ReactElement {
  const words = useWords()
  const { personName, login, keyProduct, keySerial, state } = issuance
  const key = [keyProduct ?? words.desk.unknownKey.word, keySerial].filter((fact) => fact !== null)
  return (
    <div className={styles.card}>
      <div className={styles.picture}>
        <Scene scene="inserted" connector={connectorOf(keyProduct)} isClose />
      </div>
      <div className={styles.words}>
        <p className={styles.name}>{personName}</p>
        <p className={styles.quiet}>{login}</p>
        <p className={styles.key}>{key.join(' · ')}</p>
      </div>
      <StateWord state={state} />
    </div>
  )
}
