import type { ReactElement, ReactNode } from 'react'
import styles from './page.module.css'

interface PageProps {
  readonly title: string
  readonly detail: string
  /** What can be commanded here. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A screen on which the station is looked after: heading, commands, and below them its parts. */
export function Page({ title, detail, actions, children }: PageProps): ReactElement {
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1 className={styles.title} tabIndex={-1}>
            {title}
          </h1>
          <p className={styles.detail}>{detail}</p>
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

interface PartProps {
  readonly title: string
  readonly detail?: string
  /** How its parts stand, in a word. */
  readonly aside?: string
  readonly children: ReactNode
}

/** A part of a page on a sheet of its own. */
export function Part({ title, detail, aside, children }: PartProps): ReactElement {
  return (
    <section className={styles.part}>
      <div className={styles.line}>
        <h2 className={styles.heading}>{title}</h2>
        {aside !== undefined && <p className={styles.aside}>{aside}</p>}
      </div>
      {detail !== undefined && <p className={styles.about}>{detail}</p>}
      {children}
    </section>
  )
}
