import type { ReactElement, ReactNode } from 'react'
import styles from './panel-part.module.css'

interface PartProps {
  readonly title: string
  readonly children: ReactNode
}

/** A part of a panel under its own heading. */
export function PanelPart({ title, children }: PartProps): ReactElement {
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  )
}

interface FactsProps {
  readonly facts: readonly (readonly [string, ReactNode])[]
}

/** Names and what they stand for; what is not known is left out. */
export function PanelFacts({ facts }: FactsProps): ReactElement {
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== null)
        .map(([label, value]) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

export function PanelNothing({ detail }: { detail: string }): ReactElement {
  return <p className={styles.nothing}>{detail}</p>
}

/** A command of the panel; narrow panels break its words. */
export function PanelCommand({ children }: { children: ReactNode }): ReactElement {
  return <div className={styles.command}>{children}</div>
}
