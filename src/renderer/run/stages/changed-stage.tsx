import type { ReactElement } from 'react'
import type { Issuance } from '../../../shared/records.ts'
import type { ChangedOutcome, RunSnapshot } from '../../../shared/run.ts'
import { changedWords } from '../../../shared/text/changed-words.ts'
import type { Words } from '../../../shared/text/words.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { Details } from '../../components/details.tsx'
import { IssuanceCard } from '../../components/issuance/issuance-card.tsx'
import { useWords } from '../../text/use-words.ts'
import { Outcome } from '../outcome.tsx'
import { RunRemarks } from '../run-remarks.tsx'
import { Stage } from '../stage.tsx'

interface Props {
  readonly run: RunSnapshot
  readonly outcome: ChangedOutcome
}

/** Something else was done with a key: what, and how it stands now. */
export function ChangedStage({ run, outcome }: Props): ReactElement {
  const words = useWords()
  const { title, detail } = changedWords(words, outcome)
  const { change, issuance } = outcome
  return (
    <Stage
      kind="page"
      picture={<Outcome kind={change === 'expired' ? 'late' : 'done'} />}
      title={title}
      detail={detail}
      footer={<CommandButton name="close" look="main" />}
    >
      <RunRemarks run={run} />
      {issuance !== null && <IssuanceCard issuance={issuance} />}
      {issuance !== null && <Details facts={factsOf(words, issuance)} />}
    </Stage>
  )
}

function factsOf({ done: { facts } }: Words, issuance: Issuance) {
  return [
    { label: facts.provider.label, value: issuance.provider },
    { label: facts.site.label, value: issuance.rpId },
    { label: facts.serial.label, value: issuance.keySerial },
    { label: facts.model.label, value: issuance.aaguid },
    { label: facts.factor.label, value: issuance.factorId },
    { label: facts.credential.label, value: issuance.credentialId },
    { label: facts.issuance.label, value: issuance.id },
  ]
}
