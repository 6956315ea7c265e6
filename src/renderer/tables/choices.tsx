import type { ReactElement } from 'react'
import styles from './choices.module.css'

interface Props<T extends string> {
  readonly label: string
  readonly choices: readonly { readonly value: T; readonly label: string }[]
  readonly chosen: readonly T[]
  readonly onChoose: (value: T) => void
}

/** A few buttons of which some are pressed. */
export function Choices<T extends string>(props: Props<T>): ReactElement {
  const { label, choices, chosen, onChoose } = props
  return (
    <fieldset className={styles.choices} aria-label={label}>
      {choices.map(({ value, label: name }) => (
        <button
          key={value}
          type="button"
          className={styles.choice}
          aria-pressed={chosen.includes(value)}
          onClick={() => onChoose(value)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}
