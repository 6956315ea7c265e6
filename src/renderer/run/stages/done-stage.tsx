import type { ReactElement } from 'react'
import type { Outcome, RunSnapshot } from '../../../shared/run.ts'
import { ChangedStage } from './changed-stage.tsx'
import { IssuedStage } from './issued-stage.tsx'
import { ReportStage } from './report-stage.tsx'

/** The outcome, what to hand over, and the next command. */
export function DoneStage({ run, outcome }: { run: RunSnapshot; outcome: Outcome }): ReactElement {
  if (outcome.kind === 'issued') return <IssuedStage run={run} outcome={outcome} />
  if (outcome.kind === 'changed') return <ChangedStage run={run} outcome={outcome} />
  return <ReportStage report={outcome.report} />
}
