import { useEffect, useState, type ReactElement } from 'react'
import { CommandButton } from '../../components/command-button.tsx'
import { forget } from '../../state/found.ts'
import { useWindow } from '../../state/store.ts'
import { SidePanel } from '../../tables/panels/side-panel.tsx'
import screen from '../../tables/table-screen.module.css'
import { useWords } from '../../text/use-words.ts'
import styles from './audit-screen.module.css'
import { EntrySearch, type EntryQuery } from './entry-search.tsx'
import { EntryTable } from './entry-table.tsx'
import { JournalTold } from './journal-told.tsx'

/** Everything the journal holds; whether it is intact; and the way out of here as a file. */
export function AuditScreen(): ReactElement {
  const { audit } = useWords()
  const opened = useWindow((state) => state.opened)
  const [query, setQuery] = useState<EntryQuery>({ text: '', procedure: null })
  const [total, setTotal] = useState<number | null>(null)
  // What was found is true of the moment it was asked for, not of the next visit.
  useEffect(
    () => () => {
      forget('verdict')
      forget('exported')
    },
    [],
  )
  return (
    <div className={screen.screen} data-open={opened !== null}>
      <div className={screen.work}>
        <header className={styles.head}>
          <h1 className={screen.title} tabIndex={-1}>
            {audit.title}
          </h1>
          <div className={styles.actions}>
            <CommandButton name="verify-journal" look="main" />
            <CommandButton name="export-table" look="plain" />
            <CommandButton name="export-lines" look="plain" />
          </div>
        </header>
        <div className={styles.above}>
          <JournalTold />
          <EntrySearch query={query} total={total} onQuery={setQuery} />
        </div>
        <EntryTable query={query} onTotal={setTotal} />
      </div>
      {opened !== null && <SidePanel opened={opened} />}
    </div>
  )
}
