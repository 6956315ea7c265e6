import type { ReactElement } from 'react'
import type { Issuance } from '../../../shared/records.ts'
import type { Question, RunSnapshot } from '../../../shared/run.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { IssuanceLines } from '../../components/issuance/issuance-lines.tsx'
import { request } from '../../state/station.ts'
import { useWords } from '../../text/use-words.ts'
import { Part } from '../part.tsx'
import { Stage } from '../stage.tsx'
import { Stop } from '../stop.tsx'
import styles from './identify-key.module.css'

interface Props {
  readonly run: RunSnapshot
  readonly questionId: string
  readonly question: Extract<Question, { kind: 'identify-key' }>
}

/** A key that does not say whose it is: its PIN tells, or a person who knows. */
export function IdentifyKey({ run, questionId, question }: Props): ReactElement {
  const { title, detail, candidates } = useWords().ask.identify

  function choose({ id: issuanceId }: Issuance): void {
    const answer = { kind: 'identify-key', by: 'issuance', issuanceId } as const
    void request('runs.answer', { runId: run.id, questionId, answer })
  }

  return (
    <Stage
      kind="page"
      title={title}
      detail={detail}
      footer={
        <>
          {question.canTell && <CommandButton name="give-its-pin" look="main" />}
          <Stop run={run} />
        </>
      }
    >
      <Part title={candidates.title}>
        <IssuanceLines issuances={question.candidates} onOpen={choose} />
        <div className={styles.others}>
          <CommandButton name="none-of-these" look="plain" />
          <CommandButton name="nobody-knows" look="plain" />
        </div>
      </Part>
    </Stage>
  )
}
