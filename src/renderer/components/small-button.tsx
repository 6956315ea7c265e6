import type { ReactElement, ReactNode } from 'react'
import styles from './small-button.module.css'

interface Props {
  readonly label: string
  readonly icon?: ReactNode
  readonly isGrave?: boolean
  readonly onClick: () => void
}

/** A button in a line of a list; without a key of its own. */
export function SmallButton({ label, icon, isGrave = false, onClick }: Props): ReactElement {
  return (
    <button type="button" className={styles.button} data-grave={isGrave} onClick={onClick}>
      {icon}
      {label}
    </button>
  )
}
