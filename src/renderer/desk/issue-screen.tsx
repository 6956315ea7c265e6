import type { ReactElement } from 'react'
import { fill } from '../../shared/text/fill.ts'
import { personName } from '../../shared/text/instruction.ts'
import { CommandButton } from '../components/command-button.tsx'
import { Refusal } from '../components/refusal.tsx'
import { useWindow } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './issue-screen.module.css'
import { Slot } from './slot.tsx'
import { Templates } from './templates.tsx'

/** Between the person and the run: is it this person, and how is the key issued? */
export function IssueScreen(): ReactElement | null {
  const words = useWords()
  const { chosen, snapshot, refusal } = useWindow()
  if (chosen === null || snapshot === null) return null
  return (
    <div className={styles.screen}>
      <div className={styles.content}>
        <div className={styles.work}>
          <header>
            <h1 className={styles.title} tabIndex={-1}>
              {fill(words.issue.title, { name: personName(chosen) })}
            </h1>
            <p className={styles.login}>{chosen.login}</p>
          </header>
          <Templates templates={snapshot.templates} />
          {refusal !== null && <Refusal cause={refusal} />}
        </div>
        <Slot keys={snapshot.keys} />
      </div>
      <footer className={styles.footer}>
        <CommandButton name="start" look="main" />
        <CommandButton name="back" look="plain" />
      </footer>
    </div>
  )
}
