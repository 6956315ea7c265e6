import { KeyRound, TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { CredentialOnKey, KeyReport } from '../../../shared/run.ts'
import { reportWords } from '../../../shared/text/changed-words.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { Remarks } from '../../components/remarks.tsx'
import { useWords } from '../../text/use-words.ts'
import { Caution } from '../caution.tsx'
import { Part } from '../part.tsx'
import { Stage } from '../stage.tsx'
import { IssuancesOfKey } from './issuances-of-key.tsx'
import { KeyFacts } from './key-facts.tsx'
import styles from './report-stage.module.css'

/** Whose key it is, large; then what it says of itself, what is on it, and what was before. */
export function ReportStage({ report }: { report: KeyReport }): ReactElement {
  const words = useWords()
  const { title, detail } = reportWords(words, report)
  return (
    <Stage
      kind="page"
      title={title}
      detail={detail}
      footer={<CommandButton name="close" look="main" />}
    >
      {report.mustChangePin && (
        <Caution icon={TriangleAlert} detail={words.report.mustChange.detail} />
      )}
      <KeyFacts report={report} />
      {report.remarks.length > 0 && (
        <Part title={words.remarks.title}>
          <Remarks remarks={report.remarks} />
        </Part>
      )}
      <Part title={words.report.credentials.title}>
        <Credentials credentials={report.credentials} />
      </Part>
      <IssuancesOfKey report={report} />
    </Stage>
  )
}

interface CredentialsProps {
  readonly credentials: readonly CredentialOnKey[] | null
}

function Credentials({ credentials }: CredentialsProps): ReactElement {
  const { report } = useWords()
  if (credentials === null) {
    return (
      <p className={styles.locked}>
        {report.credentials.detail}
        <CommandButton name="read-credentials" look="plain" />
      </p>
    )
  }
  if (credentials.length === 0) return <p className={styles.quiet}>{report.noCredentials.detail}</p>
  return (
    <ul className={styles.credentials}>
      {credentials.map(({ credentialId, rpId, userName, issuanceId }) => (
        <li key={credentialId} className={styles.credential}>
          <KeyRound aria-hidden="true" />
          <span className={styles.site}>{rpId}</span>
          <span className={styles.quiet}>{userName}</span>
          <span className={styles.quiet}>{issuanceId === null ? '' : report.ours.word}</span>
        </li>
      ))}
    </ul>
  )
}
