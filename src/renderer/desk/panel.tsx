import type { ReactElement, ReactNode } from 'react'
import styles from './panel.module.css'

interface PanelProps {
  readonly tone: 'plain' | 'warn'
  readonly icon: ReactNode
  readonly title: string
  readonly children: ReactNode
}

/** Something that waits for the operator, above the list of what is settled. */
export function Panel({ tone, icon, title, children }: PanelProps): ReactElement {
  return (
    <section className={styles.panel} data-tone={tone}>
      <h2 className={styles.heading}>
        {icon}
        {title}
      </h2>
      <ul className={styles.rows}>{children}</ul>
    </section>
  )
}

interface RowProps {
  readonly title: string
  readonly detail: ReactNode
  readonly children: ReactNode
}

export function PanelRow({ title, detail, children }: RowProps): ReactElement {
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <p className={styles.detail}>{detail}</p>
      </div>
      {children}
    </li>
  )
}
