import { Check, Clock, Hand, TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import styles from './outcome.module.css'

const icons = { done: Check, failed: TriangleAlert, cancelled: Hand, late: Clock } as const

/** How it ended, as a sign that is not only a colour. */
export function Outcome({ kind }: { kind: keyof typeof icons }): ReactElement {
  const Icon = icons[kind]
  return (
    <span className={styles.sign} data-kind={kind}>
      <Icon aria-hidden="true" />
    </span>
  )
}
