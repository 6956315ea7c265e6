import { CircleAlert } from 'lucide-react'
import { useId, type FormEvent, type ReactElement, type Ref } from 'react'
import styles from './field.module.css'

interface Props {
  readonly name: string
  readonly label: string
  readonly problem: string | null
  readonly isSecret?: boolean
  readonly hasFocus?: boolean
  readonly describedBy?: string
  readonly inputRef?: Ref<HTMLInputElement>
  readonly onInput: (event: FormEvent<HTMLInputElement>) => void
}

/** A field that keeps its own text; what is wrong with it is said beside it, in room kept for that. */
export function Field(props: Props): ReactElement {
  const { name, label, problem, isSecret = false, hasFocus = false } = props
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        ref={props.inputRef}
        name={name}
        type={isSecret ? 'password' : 'text'}
        className={styles.input}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={[`${id}-problem`, props.describedBy ?? ''].join(' ').trim()}
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
