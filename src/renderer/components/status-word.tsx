import { Ban, CircleCheck, CircleDashed, Clock } from 'lucide-react'
import type { ReactElement } from 'react'
import styles from './status-word.module.css'

export type Tone = 'good' | 'plain' | 'warn' | 'gone'

const icons = { good: CircleCheck, plain: CircleDashed, warn: Clock, gone: Ban } as const

interface Props {
  readonly tone: Tone
  readonly word: string
  readonly detail?: string | null
}

/** A state in one word, with a sign beside it and, where it is needed, the reason. */
export function StatusWord({ tone, word, detail = null }: Props): ReactElement {
  const Icon = icons[tone]
  return (
    <span className={styles.status} data-tone={tone}>
      <Icon aria-hidden="true" />
      <span>
        {word}
        {detail !== null && <span className={styles.detail}>{detail}</span>}
      </span>
    </span>
  )
}
