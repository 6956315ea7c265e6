import { useState, type ReactElement } from 'react'
import { Refusal } from '../components/refusal.tsx'
import { useWindow } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './desk-screen.module.css'
import { KeyCommands } from './key-commands.tsx'
import { PeopleSearch } from './people-search.tsx'
import { Proposals } from './proposals.tsx'
import { Recent } from './recent.tsx'
import { Slot } from './slot.tsx'
import { Unfinished } from './unfinished.tsx'

/** Home: find a person, see the key in the slot, what is unfinished, what was issued last. */
export function DeskScreen(): ReactElement {
  const { desk } = useWords()
  const snapshot = useWindow((state) => state.snapshot)
  const refusal = useWindow((state) => state.refusal)
  const [text, setText] = useState('')
  return (
    <div className={styles.desk}>
      <div className={styles.work}>
        <h1 className={styles.title} tabIndex={-1}>
          {desk.title}
        </h1>
        <PeopleSearch text={text} onText={setText} />
        {refusal !== null && <Refusal cause={refusal} />}
        {text === '' && snapshot !== null && (
          <>
            <Proposals proposals={snapshot.proposals} />
            <Unfinished issuances={snapshot.unfinished} />
            <Recent issuances={snapshot.recent} />
          </>
        )}
      </div>
      <Slot keys={snapshot?.keys ?? []}>
        <KeyCommands />
      </Slot>
    </div>
  )
}
