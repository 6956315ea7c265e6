import type { LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import styles from './caution.module.css'

/** One sentence that has to be read before one goes on, with its sign. */
export function Caution({
  icon: Icon,
  detail,
}: {
  icon: LucideIcon
  detail: string
}): ReactElement {
  return (
    <p className={styles.caution}>
      <Icon aria-hidden="true" />
      {detail}
    </p>
  )
}
