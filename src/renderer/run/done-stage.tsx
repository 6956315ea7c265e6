import type { ReactElement } from 'react'
import type { Outcome, RunSnapshot } from '../../shared/run.ts'
import { CommandButton } from '../components/command-button.tsx'
import { Details } from '../components/details.tsx'
import { Refusal } from '../components/refusal.tsx'
import { useWindow } from '../store.ts'
import { instructionOf, nameOf } from '../../shared/text/instruction.ts'
import { useWords } from '../text/use-words.ts'
import type { Words } from '../../shared/text/words.ts'
import { HandOver } from './hand-over.tsx'
import { Outcome as OutcomeIcon } from './outcome.tsx'
import { Stage } from './stage.tsx'

/** The outcome, what to hand over, and the next command. */
export function DoneStage({ run, outcome }: { run: RunSnapshot; outcome: Outcome }): ReactElement {
  const words = useWords()
  const name = nameOf(words, run)
  const { title, detail } = instructionOf(words, run)
  const refusal = useWindow((state) => state.refusal)
  return (
    <Stage
      kind="page"
      picture={<OutcomeIcon kind="done" />}
      title={title}
      detail={detail}
      footer={<CommandButton name="next-person" look="main" />}
    >
      <HandOver name={name} outcome={outcome} />
      {refusal !== null && <Refusal cause={refusal} />}
      <Details facts={factsOf(words, outcome)} />
    </Stage>
  )
}

function factsOf({ done: { facts } }: Words, outcome: Outcome) {
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
