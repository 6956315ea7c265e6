import { useId, type ReactElement } from 'react'
import type { FieldName } from '../../state/template-form.ts'
import styles from './fields.module.css'
import { Wrong } from './wrong.tsx'

interface Props<T extends string> {
  readonly words: {
    readonly label: string
    readonly choices: { readonly [C in T]: { readonly label: string } }
  }
  /** In the order in which they stand. */
  readonly choices: readonly T[]
  readonly value: T
  readonly field?: FieldName
  readonly onChange: (value: T) => void
}

/** One of a few, all of them to be seen. */
export function ChoiceField<T extends string>(props: Props<T>): ReactElement {
  const { words, choices, value, field, onChange } = props
  const id = useId()
  const labels = new Map<string, { readonly label: string }>(Object.entries(words.choices))
  return (
    <fieldset className={styles.field} aria-describedby={`${id}-wrong`}>
      <legend className={styles.label}>{words.label}</legend>
      <div className={styles.choices}>
        {choices.map((choice) => (
          <label key={choice} className={styles.choice}>
            <input
              type="radio"
              name={id}
              className={styles.mark}
              checked={choice === value}
              onChange={() => onChange(choice)}
            />
            {labels.get(choice)?.label}
          </label>
        ))}
      </div>
      {field !== undefined && <Wrong field={field} id={`${id}-wrong`} />}
    </fieldset>
  )
}
