import { RectangleEllipsis } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Issuance, IssuanceState } from '../../shared/records.ts'
import { StatusWord, type Tone } from '../components/status-word.tsx'
import { change } from '../store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './recent.module.css'
import { When } from './when.tsx'

/** The keys issued last, newest first. */
export function Recent({ issuances }: { issuances: readonly Issuance[] }): ReactElement {
  const { desk } = useWords()
  return (
    <section className={styles.recent}>
      <h2 className={styles.heading}>{desk.recent.title}</h2>
      {issuances.length === 0 ? (
        <p className={styles.empty}>{desk.recent.detail}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{desk.columns.person.label}</th>
              <th scope="col">{desk.columns.key.label}</th>
              <th scope="col">{desk.columns.state.label}</th>
              <th scope="col">{desk.columns.time.label}</th>
            </tr>
          </thead>
          <tbody>
            {issuances.map((issuance) => (
              <Row key={issuance.id} issuance={issuance} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const tones: { readonly [S in IssuanceState]: Tone } = {
  planned: 'plain',
  issued: 'plain',
  active: 'good',
  inactive: 'warn',
  revoked: 'gone',
  expired: 'gone',
  unfinished: 'warn',
}

function Row({ issuance }: { issuance: Issuance }): ReactElement {
  const words = useWords()
  const { state, personName, login, keyProduct, hasSealedPin, updatedAt } = issuance
  return (
    <tr>
      <th scope="row">
        <span className={styles.name}>{personName}</span>
        <span className={styles.login}>{login}</span>
      </th>
      <td>{keyProduct ?? words.desk.unknownKey.word}</td>
      <td>
        <StatusWord tone={tones[state]} word={words.issuanceStates[state].word} />
        {hasSealedPin && (
          <button
            type="button"
            className={styles.pin}
            onClick={() => change({ handOverOf: issuance.id })}
          >
            <RectangleEllipsis aria-hidden="true" />
            {words.desk.pinWaiting.label}
          </button>
        )}
      </td>
      <td className={styles.time}>
        <When time={updatedAt} />
      </td>
    </tr>
  )
}
