import { Search } from 'lucide-react'
import type { KeyboardEvent, ReactElement } from 'react'
import { fill } from '../../../shared/text/fill.ts'
import { commands } from '../../commands/commands.ts'
import { ChordKeys } from '../../components/chord-keys.tsx'
import { Select } from '../../components/select.tsx'
import { procedureNames, procedureWords } from '../../tables/panels/entry-words.ts'
import toolbar from '../../tables/toolbar.module.css'
import { focusTable } from '../../tables/use-active-row.ts'
import { useWords } from '../../text/use-words.ts'
import styles from './audit-screen.module.css'

/** Whose entries, and of which procedure; null for every one. */
export interface EntryQuery {
  readonly text: string
  readonly procedure: string | null
}

interface Props {
  readonly query: EntryQuery
  readonly total: number | null
  readonly onQuery: (query: EntryQuery) => void
}

/** What is searched for in the journal, and how much of it there is. */
export function EntrySearch({ query, total, onQuery }: Props): ReactElement {
  const words = useWords()
  const { audit, tables, language } = words
  const everything = { value: '', label: audit.everything.label }
  const procedures = procedureNames(words).map((value) => ({
    value,
    label: procedureWords(words, value),
  }))
  const { one, several } = tables.count
  const count = total?.toLocaleString(language) ?? ''
  return (
    <div className={styles.search}>
      <SearchField text={query.text} onText={(text) => onQuery({ ...query, text })} />
      <Select
        label={audit.procedure.label}
        value={query.procedure ?? ''}
        choices={[everything, ...procedures]}
        onChoose={(value) => onQuery({ ...query, procedure: value === '' ? null : value })}
      />
      <output className={styles.count}>
        {total === null ? '' : total === 1 ? one.word : fill(several.word, { count })}
      </output>
    </div>
  )
}

interface FieldProps {
  readonly text: string
  readonly onText: (text: string) => void
}

function SearchField({ text, onText }: FieldProps): ReactElement {
  const { search } = useWords().audit
  const [chord] = commands['find-row'].chords
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && text !== '') onText('')
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
    focusTable()
    event.preventDefault()
  }
  return (
    <div className={toolbar.box}>
      <Search aria-hidden="true" />
      <input
        id="find-row"
        type="search"
        className={toolbar.input}
        aria-label={search.label}
        placeholder={search.placeholder.label}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        data-focus=""
        value={text}
        onChange={({ target }) => onText(target.value)}
        onKeyDown={onKeyDown}
      />
      {chord && <ChordKeys chord={chord} />}
    </div>
  )
}
