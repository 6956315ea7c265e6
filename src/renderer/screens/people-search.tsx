import { Search } from 'lucide-react'
import { useEffect, useState, type KeyboardEvent, type ReactElement } from 'react'
import { isEligible } from '../../shared/eligibility.ts'
import type { Person } from '../../shared/records.ts'
import { ChordKeys } from '../components/chord-keys.tsx'
import { Refusal } from '../components/refusal.tsx'
import { commands } from '../commands.ts'
import { change } from '../store.ts'
import { useWords } from '../text/use-words.ts'
import { PeopleFound } from './people-found.tsx'
import styles from './people-search.module.css'
import { usePeople } from './use-people.ts'

interface Props {
  readonly text: string
  readonly onText: (text: string) => void
}

/** A field and a list below it (WAI-ARIA combobox): arrows move, Enter takes, Escape empties. */
export function PeopleSearch({ text, onText }: Props): ReactElement {
  const search = usePeople(text)
  const [active, setActive] = useState(0)
  const people = search.state === 'found' ? search.people : []
  useEffect(() => setActive(firstEligible(people)), [search])

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setActive((active + step + people.length) % (people.length || 1))
    else if (event.key === 'Enter') choose(people[active])
    else if (event.key === 'Escape' && text !== '') onText('')
    else return
    event.preventDefault()
  }

  return (
    <div className={styles.search}>
      <SearchField
        text={text}
        activeId={people[active] && `person-${people[active].id}`}
        onText={onText}
        onKeyDown={onKeyDown}
      />
      {search.state === 'refused' ? (
        <Refusal cause={search.cause} />
      ) : (
        <PeopleFound search={search} text={text} active={active} onChoose={choose} />
      )}
    </div>
  )
}

function choose(person: Person | undefined): void {
  if (person !== undefined && isEligible(person.status)) change({ chosen: person, refusal: null })
}

function firstEligible(people: readonly Person[]): number {
  return Math.max(
    0,
    people.findIndex(({ status }) => isEligible(status)),
  )
}

interface FieldProps {
  readonly text: string
  readonly activeId: string | undefined
  readonly onText: (text: string) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

function SearchField({ text, activeId, onText, onKeyDown }: FieldProps): ReactElement {
  const { desk } = useWords()
  const [chord] = commands['find-person'].chords
  return (
    <div className={styles.box}>
      <Search aria-hidden="true" />
      <input
        id="find-person"
        className={styles.input}
        role="combobox"
        aria-label={desk.search.label}
        aria-expanded={text !== ''}
        aria-controls="people-found"
        aria-autocomplete="list"
        aria-activedescendant={activeId}
        placeholder={desk.search.placeholder.label}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        data-focus=""
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {chord && <ChordKeys chord={chord} />}
    </div>
  )
}
