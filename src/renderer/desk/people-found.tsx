import { Autocomplete } from '@base-ui/react/autocomplete'
import { CornerDownLeft } from 'lucide-react'
import type { ReactElement } from 'react'
import { isEligible } from '../../shared/eligibility.ts'
import type { FoundPerson } from '../../shared/records.ts'
import { fill } from '../../shared/text/fill.ts'
import type { Words } from '../../shared/text/words.ts'
import { Login } from '../components/login.tsx'
import { StatusWord } from '../components/status-word.tsx'
import { change } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './people-found.module.css'
import type { Search } from './use-people.ts'

/** Who was found; those who cannot get a key are there too, with the reason. */
export function PeopleFound({ search }: { search: Search }): ReactElement {
  const { desk } = useWords()
  return (
    <>
      <Autocomplete.Status className={styles.status}>
        {search.state === 'searching' && <p className={styles.quiet}>{desk.searching.word}</p>}
        {search.state === 'found' && search.people.length === 0 && <Nobody text={search.text} />}
      </Autocomplete.Status>
      {search.state === 'found' && search.people.length > 0 && (
        <Autocomplete.List className={styles.list} aria-label={desk.results.label}>
          {(person: FoundPerson) => <PersonLine key={person.id} person={person} />}
        </Autocomplete.List>
      )}
    </>
  )
}

function Nobody({ text }: { text: string }): ReactElement {
  const { nobody } = useWords().desk
  return (
    <div className={styles.quiet}>
      <p className={styles.name}>{fill(nobody.title, { text })}</p>
      <p>{nobody.detail}</p>
    </div>
  )
}

function PersonLine({ person }: { person: FoundPerson }): ReactElement {
  const words = useWords()
  const status = words.personStatus[person.status]
  const canGetKey = isEligible(person.status)
  return (
    <Autocomplete.Item
      value={person}
      className={styles.line}
      disabled={!canGetKey}
      onClick={() => change({ chosen: person, refusal: null })}
    >
      <span className={styles.name}>
        {person.firstName} {person.lastName}
      </span>
      <span className={styles.login}>
        <Login login={person.login} />
      </span>
      <StatusWord
        tone={canGetKey ? 'plain' : 'warn'}
        word={status.word}
        detail={canGetKey ? holdsWord(words, person.keys) : status.detail}
      />
      <CornerDownLeft className={styles.enter} aria-hidden="true" />
    </Autocomplete.Item>
  )
}

/** Who has a key already is seen before another one is issued. */
function holdsWord({ desk }: Words, keys: number): string | null {
  if (keys === 0) return null
  return keys === 1 ? desk.holds.one.word : fill(desk.holds.several.word, { count: keys })
}
