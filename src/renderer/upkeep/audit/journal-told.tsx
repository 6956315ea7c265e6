import type { ReactElement } from 'react'
import type { AuditVerdict } from '../../../shared/housekeeping.ts'
import { fill } from '../../../shared/text/fill.ts'
import { Refusal } from '../../components/refusal.tsx'
import { Told } from '../../components/told.tsx'
import { useFound } from '../../state/found.ts'
import { localeOf } from '../../text/locale.ts'
import { useWords } from '../../text/use-words.ts'
import styles from './audit-screen.module.css'

/** What verifying and exporting have brought. */
export function JournalTold(): ReactElement {
  const { audit } = useWords()
  const verdict = useFound((state) => state.verdict)
  const exported = useFound((state) => state.exported)
  const file = exported.value?.file ?? null
  return (
    <div className={styles.told}>
      {verdict.isAsking && <output className={styles.busy}>{audit.verifying.word}</output>}
      {!verdict.isAsking && verdict.value !== null && <Verdict verdict={verdict.value} />}
      {verdict.cause !== null && <Refusal cause={verdict.cause} />}
      {file !== null && (
        <Told tone="good" title={audit.exported.title}>
          <p>{fill(audit.exported.detail, { file })}</p>
        </Told>
      )}
      {exported.cause !== null && <Refusal cause={exported.cause} />}
    </div>
  )
}

function Verdict({ verdict }: { verdict: AuditVerdict }): ReactElement {
  const { audit, language } = useWords()
  const { intact, broken } = audit
  const write = (count: number): string => count.toLocaleString(localeOf(language))
  if (!verdict.intact) {
    return (
      <Told tone="bad" title={broken.title}>
        <p>{fill(broken.faults[verdict.fault].detail, { seq: write(verdict.seq) })}</p>
        <p>{broken.advice.detail}</p>
      </Told>
    )
  }
  const { entries, setBack } = verdict
  return (
    <Told tone="good" title={intact.title}>
      <p>{fill(intact.detail, { entries: write(entries) })}</p>
      {setBack && (
        <p>
          {fill(intact.setBack.detail, { times: write(setBack.times), seq: write(setBack.seq) })}
        </p>
      )}
    </Told>
  )
}
