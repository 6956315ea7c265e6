import type { ReactElement } from 'react'
import styles from './cells.module.css'

/** Two lines of one cell: what one looks for, and what tells it from another. */
export function TwoLines({ first, second }: { first: string; second: string }): ReactElement {
  return (
    <>
      <span className={styles.first}>{first}</span>
      <span className={styles.second}>{second}</span>
    </>
  )
}
