import { TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { FailureCause } from '../../shared/failure.ts'
import { remediesOf } from '../../shared/text/remedies.ts'
import { failureWords } from '../../shared/text/failure-words.ts'
import { useWords } from '../text/use-words.ts'
import styles from './refusal.module.css'

/** Why the station did not do what was just asked, and the first thing to do about it. */
export function Refusal({ cause }: { cause: FailureCause }): ReactElement {
  const words = useWords()
  const { title, detail } = failureWords(words, cause)
  const [first] = remediesOf(cause)
  return (
    <div className={styles.refusal} role="alert">
      <TriangleAlert aria-hidden="true" />
      <div>
        <p className={styles.title}>{title}</p>
        <p>
          {detail} {words.remedies[first].detail}
        </p>
      </div>
    </div>
  )
}
