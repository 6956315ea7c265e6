import { KeyRound, User } from 'lucide-react'
import type { ReactElement } from 'react'
import type { KeyState } from '../../shared/failure.ts'
import { fill } from '../../shared/text/fill.ts'
import { useWords } from '../text/use-words.ts'
import styles from './consequences.module.css'

/** What it means for this person and this key. The key's state is always said. */
export function Consequences({ name, keyState }: { name: string | null; keyState: KeyState }) {
  const words = useWords()
  const { detail, person } = words.keyStates[keyState]
  return (
    <dl className={styles.consequences}>
      {name !== null && (
        <Consequence
          icon={<User aria-hidden="true" />}
          label={fill(words.failed.person.label, { name })}
          text={person.detail}
        />
      )}
      <Consequence
        icon={<KeyRound aria-hidden="true" />}
        label={words.failed.key.label}
        text={detail}
      />
    </dl>
  )
}

interface Props {
  readonly icon: ReactElement
  readonly label: string
  readonly text: string
}

function Consequence({ icon, label, text }: Props): ReactElement {
  return (
    <div className={styles.consequence}>
      <dt>
        {icon}
        {label}
      </dt>
      <dd>{text}</dd>
    </div>
  )
}
