import type { ReactElement, ReactNode } from 'react'
import styles from './fields.module.css'

/** Some fields under one plain heading. */
export function Group({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section className={styles.group}>
      <h2 className={styles.heading}>{title}</h2>
      <div className={styles.fields}>{children}</div>
    </section>
  )
}
