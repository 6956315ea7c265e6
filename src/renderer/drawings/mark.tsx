import type { ReactElement } from 'react'
import styles from './drawings.module.css'

/** The station's mark: a key seen from above, on its desk. */
export function Mark(): ReactElement {
  return (
    <svg className={styles.mark} viewBox="0 0 40 40" aria-hidden="true">
      <rect className={styles.markField} width="40" height="40" rx="10" />
      <g className={styles.markKey}>
        <rect x="9" y="14" width="16" height="12" rx="3.5" />
        <path d="M25 16.5h6v7h-6" />
        <circle cx="17" cy="20" r="2.25" />
      </g>
    </svg>
  )
}
