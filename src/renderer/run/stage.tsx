import type { ReactElement, ReactNode } from 'react'
import styles from './stage.module.css'

interface Props {
  readonly kind: 'picture' | 'page'
  readonly picture?: ReactNode
  readonly title: string
  readonly detail: ReactNode
  readonly tone?: 'good' | 'bad'
  readonly children?: ReactNode
  readonly footer: ReactNode
}

/** The right side of a run. The rooms of picture, heading and commands stay where they are. */
export function Stage(props: Props): ReactElement {
  const { kind, picture, title, detail, tone, children, footer } = props
  return (
    <section className={styles.stage} data-kind={kind}>
      <div className={styles.content}>
        <div className={styles.top}>
          {picture !== undefined && <div className={styles.picture}>{picture}</div>}
          <div className={styles.head} role={tone === 'bad' ? 'alert' : undefined}>
            <h1 className={styles.title} tabIndex={-1}>
              {title}
            </h1>
            <p className={styles.detail}>{detail}</p>
          </div>
        </div>
        {children}
      </div>
      <div className={styles.footer}>{footer}</div>
    </section>
  )
}
