import { Search } from 'lucide-react'
import type { KeyboardEvent, ReactElement } from 'react'
import type { IssuanceState } from '../../shared/records.ts'
import { fill } from '../../shared/text/fill.ts'
import { commands } from '../commands/commands.ts'
import { ChordKeys } from '../components/chord-keys.tsx'
import { change, currentState, useWindow, type Query, type TablePlace } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import { Choices } from './choices.tsx'
import styles from './toolbar.module.css'
import { focusTable } from './use-active-row.ts'

type Table = TablePlace

const states: readonly IssuanceState[] = [
  'planned',
  'issued',
  'active',
  'inactive',
  'revoked',
  'expired',
  'unfinished',
]
const sorts: readonly Query['sort'][] = ['newest', 'oldest', 'name']

interface Props {
  readonly place: Table
  /** Null while nobody has counted. */
  readonly total: number | null
}

/** What is searched for, which of it is shown and in which order, and how many there are. */
export function Toolbar({ place, total }: Props): ReactElement {
  const { tables, issuanceStates } = useWords()
  const { states: chosen, sort } = useWindow((state) => state.queries[place])
  return (
    <div className={styles.toolbar}>
      <SearchField place={place} />
      {place === 'issuances' && (
        <Choices
          label={tables.states.label}
          choices={states.map((value) => ({ value, label: issuanceStates[value].word }))}
          chosen={chosen}
          onChoose={(value) => ask(place, { states: toggled(chosen, value) })}
        />
      )}
      <div className={styles.line}>
        <Choices
          label={tables.sort.label}
          choices={sorts.map((value) => ({ value, label: tables.sorts[value].label }))}
          chosen={[sort]}
          onChoose={(value) => ask(place, { sort: value })}
        />
        <output className={styles.count}>{total === null ? '\u00a0' : countOf(total)}</output>
      </div>
    </div>
  )

  function countOf(count: number): string {
    if (count === 1) return tables.count.one.word
    const { language } = currentState()
    return fill(tables.count.several.word, { count: count.toLocaleString(language) })
  }
}

function SearchField({ place }: { place: Table }): ReactElement {
  const { placeholder, label } = useWords().tables[place]
  const text = useWindow((state) => state.queries[place].text)
  const [chord] = commands['find-row'].chords
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && text !== '') {
      ask(place, { text: '' })
      event.stopPropagation()
    }
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
    focusTable()
    event.preventDefault()
  }
  return (
    <div className={styles.box}>
      <Search aria-hidden="true" />
      <input
        id="find-row"
        type="search"
        className={styles.input}
        aria-label={label}
        placeholder={placeholder.label}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        data-focus=""
        value={text}
        onChange={({ target }) => ask(place, { text: target.value })}
        onKeyDown={onKeyDown}
      />
      {chord && <ChordKeys chord={chord} />}
    </div>
  )
}

function ask(place: Table, part: Partial<Query>): void {
  const { queries } = currentState()
  change({ queries: { ...queries, [place]: { ...queries[place], ...part } } })
}

function toggled<T>(chosen: readonly T[], value: T): T[] {
  return chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]
}
