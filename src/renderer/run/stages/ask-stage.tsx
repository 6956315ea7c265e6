import type { ReactElement } from 'react'
import type { Activity, RunSnapshot } from '../../../shared/run.ts'
import { ChoosePin } from '../pin/choose-pin.tsx'
import { EnterPin } from '../pin/enter-pin.tsx'
import { ConfirmChange } from './confirm-change.tsx'
import { ConfirmErase } from './confirm-erase.tsx'
import { IdentifyKey } from './identify-key.tsx'

type Ask = Extract<Activity, { kind: 'ask' }>

/** The station asks. A question asked again keeps its screen. */
export function AskStage({ run, ask }: { run: RunSnapshot; ask: Ask }): ReactElement {
  const { question, questionId } = ask
  const asked = { run, questionId }
  if (question.kind === 'confirm-erase') return <ConfirmErase {...asked} question={question} />
  if (question.kind === 'choose-pin') return <ChoosePin {...asked} question={question} />
  if (question.kind === 'enter-pin') return <EnterPin {...asked} question={question} />
  if (question.kind === 'identify-key') return <IdentifyKey {...asked} question={question} />
  return <ConfirmChange {...asked} question={question} />
}
