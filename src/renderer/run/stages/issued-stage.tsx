import type { ReactElement } from 'react'
import type { IssuedOutcome, RunSnapshot } from '../../../shared/run.ts'
import { fill } from '../../../shared/text/fill.ts'
import { instructionOf, nameOf } from '../../../shared/text/instruction.ts'
import type { Words } from '../../../shared/text/words.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { Details } from '../../components/details.tsx'
import { Refusal } from '../../components/refusal.tsx'
import { Remarks } from '../../components/remarks.tsx'
import { useWindow } from '../../state/store.ts'
import { useWords } from '../../text/use-words.ts'
import { Outcome } from '../outcome.tsx'
import { Part } from '../part.tsx'
import { HandOver } from '../pin/hand-over.tsx'
import { RunRemarks } from '../run-remarks.tsx'
import { Stage } from '../stage.tsx'

interface Props {
  readonly run: RunSnapshot
  readonly outcome: IssuedOutcome
}

/** A key was issued: what the person is given, and what is still to come. */
export function IssuedStage({ run, outcome }: Props): ReactElement {
  const words = useWords()
  const { title, detail } = instructionOf(words, run)
  const refusal = useWindow((state) => state.refusal)
  const count = outcome.others.length + 1
  return (
    <Stage
      kind="page"
      picture={<Outcome kind="done" />}
      title={title}
      detail={count > 1 ? `${detail} ${fill(words.done.others.detail, { count })}` : detail}
      footer={<CommandButton name="next-person" look="main" />}
    >
      <RunRemarks run={run} />
      <HandOver name={nameOf(words, run)} outcome={outcome} />
      {outcome.remarks.length > 0 && (
        <Part title={words.remarks.title}>
          <Remarks remarks={outcome.remarks} />
        </Part>
      )}
      {refusal !== null && <Refusal cause={refusal} />}
      <Details facts={factsOf(words, outcome)} />
    </Stage>
  )
}

function factsOf({ done: { facts } }: Words, outcome: IssuedOutcome) {
  return [
    { label: facts.provider.label, value: outcome.provider },
    { label: facts.site.label, value: outcome.rpId },
    { label: facts.authenticator.label, value: outcome.authenticatorName },
    { label: facts.serial.label, value: outcome.key.serial ?? null },
    { label: facts.model.label, value: outcome.aaguid },
    { label: facts.factor.label, value: outcome.factorId },
    { label: facts.credential.label, value: outcome.credentialId },
    { label: facts.issuance.label, value: outcome.issuanceId },
  ]
}
