import { RectangleEllipsis } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Issuance } from '../../shared/records.ts'
import { act, firstActionOf } from '../commands/issuance-actions.ts'
import { actionLabel } from '../components/issuance/issuance-actions.tsx'
import { IssuanceMenu } from '../components/issuance/issuance-menu.tsx'
import { Login } from '../components/login.tsx'
import { StateWord } from '../components/state-word.tsx'
import { When } from '../components/when.tsx'
import { useWords } from '../text/use-words.ts'
import styles from './recent.module.css'

/** The keys issued last, newest first. */
export function Recent({ issuances }: { issuances: readonly Issuance[] }): ReactElement {
  const { desk, panel } = useWords()
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
              <th scope="col">
                <span className={styles.hidden}>{panel.actions.label}</span>
              </th>
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

function Row({ issuance }: { issuance: Issuance }): ReactElement {
  const words = useWords()
  const { state, personName, login, keyProduct, updatedAt } = issuance
  const first = firstActionOf(issuance)
  return (
    <tr>
      <th scope="row">
        <span className={styles.name}>{personName}</span>
        <span className={styles.login}>
          <Login login={login} />
        </span>
      </th>
      <td>{keyProduct ?? words.desk.unknownKey.word}</td>
      <td>
        <StateWord state={state} />
        {first !== null && (
          <button type="button" className={styles.first} onClick={() => act(first, issuance)}>
            {first === 'hand-over' && <RectangleEllipsis aria-hidden="true" />}
            {actionLabel(words, first)}
          </button>
        )}
      </td>
      <td className={styles.time}>
        <When time={updatedAt} />
      </td>
      <td className={styles.menu}>
        <IssuanceMenu issuance={issuance} />
      </td>
    </tr>
  )
}
