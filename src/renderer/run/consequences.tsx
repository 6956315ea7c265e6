import { KeyRound, User } from 'lucide-react'
import type { ReactElement } from 'react'
import type { KeyState } from '../../shared/failure.ts'
import type { Procedure } from '../../shared/records.ts'
import type { RunSnapshot } from '../../shared/run.ts'
import { fill } from '../../shared/text/fill.ts'
import { nameOf } from '../../shared/text/instruction.ts'
import { useWords } from '../text/use-words.ts'
import styles from './consequences.module.css'
import { RunRemarks } from './run-remarks.tsx'

/** What happens to a person follows from the key's state where a key is being issued to them. */
const issuing: readonly Procedure[] = ['issue-key', 'replace-key', 'reset-pin']

/** What it means for this person and this key. The key's state is always said. */
export function Consequences({ run, keyState }: { run: RunSnapshot; keyState: KeyState }) {
  const words = useWords()
  const { detail, person } = words.keyStates[keyState]
  const isAbout = run.person !== null && issuing.includes(run.procedure)
  return (
    <>
      <RunRemarks run={run} />
      <dl className={styles.consequences}>
        {isAbout && (
          <Consequence
            icon={<User aria-hidden="true" />}
            label={fill(words.failed.person.label, { name: nameOf(words, run) })}
            text={person.detail}
          />
        )}
        <Consequence
          icon={<KeyRound aria-hidden="true" />}
          label={words.failed.key.label}
          text={detail}
        />
      </dl>
    </>
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
