import type { ReactElement } from 'react'
import type { Activity, RunSnapshot } from '../../shared/run.ts'
import { ChoosePin } from './choose-pin.tsx'
import { ConfirmErase } from './confirm-erase.tsx'

type Ask = Extract<Activity, { kind: 'ask' }>

/** The station asks. A question asked again keeps its screen. */
export function AskStage({ run, ask }: { run: RunSnapshot; ask: Ask }): ReactElement {
  const { question, questionId } = ask
  return question.kind === 'confirm-erase' ? (
    <ConfirmErase run={run} questionId={questionId} question={question} />
  ) : (
    <ChoosePin run={run} questionId={questionId} question={question} />
  )
}
