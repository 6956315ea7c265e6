import type { ReactElement } from 'react'
import type { FailureCause } from '../../../shared/failure.ts'
import type { SelfCheckItem } from '../../../shared/housekeeping.ts'
import { failureWords } from '../../../shared/text/failure-words.ts'
import { remediesOf } from '../../../shared/text/remedies.ts'
import { AccessCure } from '../../components/access-cure.tsx'
import { CheckLine } from '../../components/check-line.tsx'
import { useWords } from '../../text/use-words.ts'
import { foundWords } from './found-words.ts'
import styles from './self-check-line.module.css'

/** One thing the station looked at in itself. */
export function SelfCheckLine({ item }: { item: SelfCheckItem }): ReactElement {
  const words = useWords()
  const { name, state, cause } = item
  const { label } = words.selfCheck.items[name]
  if (cause === null)
    return <CheckLine state={state} title={label} detail={foundWords(words, item)} />
  const { title, detail } = failureWords(words, cause)
  return (
    <CheckLine state={state} title={label} detail={`${title}. ${detail}`}>
      {cause.code === 'key-access-denied' ? (
        <AccessCure cause={cause} />
      ) : (
        <Remedies cause={cause} />
      )}
    </CheckLine>
  )
}

function Remedies({ cause }: { cause: FailureCause }): ReactElement {
  const { remedies } = useWords()
  return (
    <ol className={styles.remedies}>
      {remediesOf(cause).map((remedy) => (
        <li key={remedy}>{remedies[remedy].detail}</li>
      ))}
    </ol>
  )
}
