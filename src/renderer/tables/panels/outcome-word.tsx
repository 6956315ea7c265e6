import { CircleCheck, CircleX, Hand } from 'lucide-react'
import type { ReactElement } from 'react'
import type { AuditRow } from '../../../shared/housekeeping.ts'
import { useWords } from '../../text/use-words.ts'
import { outcomeWords } from './entry-words.ts'
import styles from './outcome-word.module.css'

const icons = { good: CircleCheck, warn: Hand, bad: CircleX } as const

/** How an entry ended, with a sign beside the word. */
export function OutcomeWord({ entry }: { entry: AuditRow }): ReactElement | null {
  const outcome = outcomeWords(useWords(), entry)
  if (outcome === null) return null
  const Icon = icons[outcome.tone]
  return (
    <span className={styles.outcome} data-tone={outcome.tone}>
      <Icon aria-hidden="true" />
      <span className={styles.word}>{outcome.word}</span>
    </span>
  )
}
