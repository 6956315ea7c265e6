import { Autocomplete } from '@base-ui/react/autocomplete'
import { Search } from 'lucide-react'
import type { KeyboardEvent, ReactElement } from 'react'
import { commands } from '../commands/commands.ts'
import { ChordKeys } from '../components/chord-keys.tsx'
import { Refusal } from '../components/refusal.tsx'
import { useWords } from '../text/use-words.ts'
import { PeopleFound } from './people-found.tsx'
import styles from './people-search.module.css'
import { usePeople } from './use-people.ts'

interface Props {
  readonly text: string
  readonly onText: (text: string) => void
}

/** A field and the list below it: arrows move, Enter takes, Escape empties. */
export function PeopleSearch({ text, onText }: Props): ReactElement {
  const search = usePeople(text)
  const people = search.state === 'found' ? search.people : []
  return (
    <Autocomplete.Root
      inline
      open={people.length > 0}
      mode="none"
      autoHighlight="always"
      items={people}
      itemToStringValue={({ login }) => login}
      value={text}
      onValueChange={(value, { reason }) => {
        if (reason !== 'item-press') onText(value)
      }}
    >
      <div className={styles.search}>
        <SearchField isExpanded={people.length > 0} onEmpty={() => onText('')} />
        {search.state === 'refused' && <Refusal cause={search.cause} />}
        <PeopleFound search={search} />
      </div>
    </Autocomplete.Root>
  )
}

interface FieldProps {
  readonly isExpanded: boolean
  readonly onEmpty: () => void
}

function SearchField({ isExpanded, onEmpty }: FieldProps): ReactElement {
  const { desk } = useWords()
  const [chord] = commands['find-person'].chords
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') onEmpty()
  }
  return (
    <div className={styles.box}>
      <Search aria-hidden="true" />
      <Autocomplete.Input
        id="find-person"
        className={styles.input}
        aria-label={desk.search.label}
        aria-expanded={isExpanded}
        placeholder={desk.search.placeholder.label}
        spellCheck={false}
        maxLength={200}
        data-focus=""
        onKeyDown={onKeyDown}
      />
      {chord && <ChordKeys chord={chord} />}
    </div>
  )
}
