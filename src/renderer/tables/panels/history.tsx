import type { ReactElement } from 'react'
import type { HistoryEntry } from '../../../shared/pages.ts'
import { fill } from '../../../shared/text/fill.ts'
import type { Words } from '../../../shared/text/words.ts'
import { When } from '../../components/when.tsx'
import { useWords } from '../../text/use-words.ts'
import styles from './history.module.css'

/** The facts of the journal, the newest first. */
export function History({ entries }: { entries: readonly HistoryEntry[] }): ReactElement {
  return (
    <ol className={styles.history}>
      {entries.map((entry) => (
        <Entry key={entry.seq} entry={entry} />
      ))}
    </ol>
  )
}

function Entry({ entry }: { entry: HistoryEntry }): ReactElement {
  const words = useWords()
  const { at, operator, failure, requestId } = entry
  const details = [failure, requestId].filter((detail) => detail !== null)
  return (
    <li className={styles.entry} data-failed={failure !== null}>
      <span className={styles.fact}>{factWords(words, entry.fact)}</span>
      <span className={styles.when}>
        <When time={at} /> {fill(words.panel.by.label, { operator })}
      </span>
      {details.length > 0 && <code className={styles.details}>{details.join(' · ')}</code>}
    </li>
  )
}

/** A fact that has no words yet is shown as the journal calls it. */
function factWords({ facts }: Words, fact: string): string {
  const known = new Map<string, { readonly label: string }>(Object.entries(facts))
  return known.get(fact)?.label ?? fact
}
