import { CircleCheck, CircleDashed, CircleX, TriangleAlert } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import type { ReadinessState } from '../../shared/readiness.ts'
import { useWords } from '../text/use-words.ts'
import styles from './check-line.module.css'

const icons = {
  ok: CircleCheck,
  warning: TriangleAlert,
  problem: CircleX,
  unknown: CircleDashed,
} as const

interface Props {
  readonly state: ReadinessState
  readonly title: string
  readonly detail: string
  /** What to do about it. */
  readonly children?: ReactNode
}

/** One thing that was looked at: how it stands, in a sign and a word, and what was found. */
export function CheckLine({ state, title, detail, children }: Props): ReactElement {
  const Icon = icons[state]
  return (
    <li className={styles.line} data-state={state}>
      <Icon className={styles.icon} aria-hidden="true" />
      <p className={styles.title}>{title}</p>
      <p className={styles.state}>{useWords().checkStates[state].word}</p>
      <div className={styles.rest}>
        <p className={styles.detail}>{detail}</p>
        {children}
      </div>
    </li>
  )
}

/** The lines under one heading. */
export function CheckLines({ children }: { children: ReactNode }): ReactElement {
  return <ul className={styles.lines}>{children}</ul>
}
