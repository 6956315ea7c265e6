import { CornerDownLeft } from 'lucide-react'
import type { ReactElement } from 'react'
import { isEligible } from '../../shared/eligibility.ts'
import type { Person } from '../../shared/records.ts'
import { StatusWord } from '../components/status-word.tsx'
import { fill } from '../text/fill.ts'
import { useWords } from '../text/use-words.ts'
import styles from './people-found.module.css'
import type { Search } from './use-people.ts'

interface Props {
  readonly search: Search
  readonly text: string
  readonly active: number
  readonly onChoose: (person: Person) => void
}

/** Who was found; those who cannot get a key are there too, with the reason. */
export function PeopleFound({ search, text, active, onChoose }: Props): ReactElement | null {
  const { desk } = useWords()
  if (search.state === 'searching') return <p className={styles.quiet}>{desk.searching.word}</p>
  if (search.state !== 'found' || text === '') return null
  if (search.people.length === 0) return <Nobody text={search.text} />
  return (
    <div id="people-found" role="listbox" aria-label={desk.results.label} className={styles.list}>
      {search.people.map((person, index) => (
        <PersonLine
          key={person.id}
          person={person}
          isActive={index === active}
          onChoose={onChoose}
        />
      ))}
    </div>
  )
}

function Nobody({ text }: { text: string }): ReactElement {
  const { nobody } = useWords().desk
  return (
    <div className={styles.nobody} role="status">
      <p className={styles.name}>{fill(nobody.title, { text })}</p>
      <p className={styles.login}>{nobody.detail}</p>
    </div>
  )
}

interface LineProps {
  readonly person: Person
  readonly isActive: boolean
  readonly onChoose: (person: Person) => void
}

/** Focus stays in the field, which names the active line; the pointer only needs the click. */
function PersonLine({ person, isActive, onChoose }: LineProps): ReactElement {
  const status = useWords().personStatus[person.status]
  const canGetKey = isEligible(person.status)
  return (
    <div
      id={`person-${person.id}`}
      role="option"
      tabIndex={-1}
      className={styles.line}
      aria-selected={isActive}
      aria-disabled={!canGetKey}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(person)}
    >
      <span className={styles.name}>
        {person.firstName} {person.lastName}
      </span>
      <span className={styles.login}>{person.login}</span>
      <StatusWord
        tone={canGetKey ? 'plain' : 'warn'}
        word={status.word}
        detail={canGetKey ? null : status.detail}
      />
      <CornerDownLeft className={styles.enter} aria-hidden="true" />
    </div>
  )
}
