import type { ReactElement } from 'react'
import type { RunSnapshot } from '../../shared/run.ts'
import { Rail } from './rail.tsx'
import styles from './run-screen.module.css'
import { ActStage } from './stages/act-stage.tsx'
import { AskStage } from './stages/ask-stage.tsx'
import { CancelledStage } from './stages/cancelled-stage.tsx'
import { DoneStage } from './stages/done-stage.tsx'
import { FailedStage } from './stages/failed-stage.tsx'
import { WorkingStage } from './stages/working-stage.tsx'

/** One procedure: its steps at the left, one instruction at the right. */
export function RunScreen({ run }: { run: RunSnapshot }): ReactElement {
  return (
    <div className={styles.screen}>
      <Rail run={run} />
      <StageOf run={run} />
    </div>
  )
}

function StageOf({ run }: { run: RunSnapshot }): ReactElement {
  const { activity } = run
  if (activity.kind === 'working') return <WorkingStage run={run} />
  if (activity.kind === 'act') return <ActStage run={run} act={activity} />
  if (activity.kind === 'ask') return <AskStage run={run} ask={activity} />
  if (activity.kind === 'done') return <DoneStage run={run} outcome={activity.outcome} />
  if (activity.kind === 'failed') return <FailedStage run={run} failure={activity.failure} />
  return <CancelledStage run={run} keyState={activity.keyState} />
}
