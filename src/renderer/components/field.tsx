import { CircleAlert } from 'lucide-react'
import { useId, type FormEvent, type ReactElement } from 'react'
import styles from './field.module.css'

interface Props {
  readonly name: string
  readonly label: string
  readonly problem: string | null
  readonly isSecret?: boolean
  readonly hasFocus?: boolean
  readonly describedBy?: string
  readonly onInput: (event: FormEvent<HTMLInputElement>) => void
}

/** A field that keeps its own text; what is wrong with it is said beside it, in room kept for that. */
export function Field(props: Props): ReactElement {
  const { name, label, problem, isSecret = false, hasFocus = false, describedBy = '' } = props
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        type={isSecret ? 'password' : 'text'}
        className={styles.input}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={[`${id}-problem`, describedBy].join(' ').trim()}
        data-focus={hasFocus ? '' : undefined}
        onInput={props.onInput}
      />
      <p id={`${id}-problem`} className={styles.problem} role="alert">
        {problem !== null && <CircleAlert aria-hidden="true" />}
        {problem}
      </p>
    </div>
  )
}
