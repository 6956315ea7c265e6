import type { ReactElement } from 'react'
import styles from './fields.module.css'

interface Props {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** Something that is so or is not. */
export function CheckField({ label, isOn, onChange }: Props): ReactElement {
  return (
    <label className={styles.choice}>
      <input
        type="checkbox"
        className={styles.mark}
        checked={isOn}
        onChange={({ target }) => onChange(target.checked)}
      />
      {label}
    </label>
  )
}
