import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import styles from './told.module.css'

interface Props {
  readonly tone: 'good' | 'warn' | 'bad'
  readonly title: string
  readonly children: ReactNode
}

const icons = { good: CircleCheck, warn: TriangleAlert, bad: TriangleAlert } as const

/** What came of something that was asked for; what is bad is an alert. */
export function Told({ tone, title, children }: Props): ReactElement {
  const Icon = icons[tone]
  return (
    <div className={styles.told} data-tone={tone} role={tone === 'good' ? 'status' : 'alert'}>
      <Icon aria-hidden="true" />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {children}
      </div>
    </div>
  )
}
