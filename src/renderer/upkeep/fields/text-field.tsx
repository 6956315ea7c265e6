import { useId, type ReactElement } from 'react'
import type { FieldName } from '../../state/template-form.ts'
import styles from './fields.module.css'
import { useIsWrong, Wrong } from './wrong.tsx'

interface Props {
  readonly label: string
  readonly hint?: string
  readonly field: FieldName
  readonly value: string
  readonly isNumber?: boolean
  readonly onChange: (value: string) => void
}

/** A line of text or a number, with what it takes below it. */
export function TextField(props: Props): ReactElement {
  const { label, hint, field, value, isNumber = false, onChange } = props
  const id = useId()
  const isWrong = useIsWrong(field)
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        className={styles.input}
        data-short={isNumber}
        inputMode={isNumber ? 'numeric' : 'text'}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        aria-invalid={isWrong}
        aria-describedby={`${id}-hint ${id}-wrong`}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      <Wrong field={field} id={`${id}-wrong`} />
    </div>
  )
}
