import type { ReactElement, ReactNode } from 'react'
import styles from './part.module.css'

/** A part of a stage under its own heading. */
export function Part({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{title}</h2>
      {children}
    </section>
  )
}
