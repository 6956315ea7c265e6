import type { ReactElement } from 'react'
import type { KeyReport } from '../../../shared/run.ts'
import { IssuanceActions } from '../../components/issuance/issuance-actions.tsx'
import { IssuanceLines } from '../../components/issuance/issuance-lines.tsx'
import { useWords } from '../../text/use-words.ts'
import { Part } from '../part.tsx'
import styles from './report-stage.module.css'

/** What was issued on a key: now, perhaps, and before. */
export function IssuancesOfKey({ report }: { report: KeyReport }): ReactElement {
  const words = useWords()
  return (
    <>
      {report.issuances.length > 0 && (
        <Part title={words.report.now.title}>
          <IssuanceLines issuances={report.issuances} />
          {report.issuances.slice(0, 1).map((issuance) => (
            <div key={issuance.id} className={styles.actions}>
              <IssuanceActions issuance={issuance} />
            </div>
          ))}
        </Part>
      )}
      {report.possible.length > 0 && (
        <Part title={words.report.possible.title}>
          <IssuanceLines issuances={report.possible} />
        </Part>
      )}
      {report.history.length > 0 && (
        <Part title={words.report.before.title}>
          <IssuanceLines issuances={report.history} />
        </Part>
      )}
    </>
  )
}
