import type { ReactElement } from 'react'
import type { Output } from '../../../shared/contract.ts'
import type { Issuance } from '../../../shared/records.ts'
import type { Words } from '../../../shared/text/words.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { IssuanceActions } from '../../components/issuance/issuance-actions.tsx'
import { IssuanceLines } from '../../components/issuance/issuance-lines.tsx'
import { Refusal } from '../../components/refusal.tsx'
import { Remarks } from '../../components/remarks.tsx'
import { StateWord } from '../../components/state-word.tsx'
import { change, type Opened } from '../../state/store.ts'
import { useWords } from '../../text/use-words.ts'
import { History } from './history.tsx'
import { PanelCommand, PanelFacts, PanelNothing, PanelPart } from './panel-part.tsx'
import { SavedAttestation } from './saved-attestation.tsx'
import { useReply } from './use-reply.ts'

/** How one issuance stands, what can be done with it, and everything that happened to it. */
export function IssuancePanel({ opened }: { opened: Extract<Opened, { kind: 'issuance' }> }) {
  const words = useWords()
  const reply = useReply('issuances.history', { issuanceId: opened.issuance.id })
  const known = reply?.ok === true ? reply.value : null
  const issuance = known?.issuance ?? opened.issuance
  return (
    <>
      <PanelFacts facts={factsOf(words, issuance)} />
      <IssuanceActions issuance={issuance} />
      {reply?.ok === false && <Refusal cause={reply.cause} />}
      {known !== null && <Story known={known} opened={opened} />}
      <SavedAttestation key={issuance.id} isKept={known?.hasAttestation === true} />
      <PanelCommand>
        <CommandButton name="print-label" look="plain" />
      </PanelCommand>
    </>
  )
}

interface StoryProps {
  readonly known: Output<'issuances.history'>
  readonly opened: Opened
}

function Story({ known, opened }: StoryProps): ReactElement {
  const { panel, remarks } = useWords()
  return (
    <>
      {known.remarks.length > 0 && (
        <PanelPart title={remarks.title}>
          <Remarks remarks={known.remarks} />
        </PanelPart>
      )}
      {known.line.length > 0 && (
        <PanelPart title={panel.line.title}>
          <IssuanceLines
            issuances={known.line}
            onOpen={(issuance) => change({ opened: { kind: 'issuance', issuance, from: opened } })}
          />
        </PanelPart>
      )}
      <PanelPart title={panel.history.title}>
        {known.entries.length === 0 ? (
          <PanelNothing detail={panel.noHistory.detail} />
        ) : (
          <History entries={known.entries} />
        )}
      </PanelPart>
    </>
  )
}

function factsOf({ desk, done: { facts }, panel, onKey, tables }: Words, issuance: Issuance) {
  return [
    [desk.columns.state.label, <StateWord key="state" state={issuance.state} />],
    [tables.columns.login.label, issuance.login],
    [desk.columns.key.label, issuance.keyProduct],
    [tables.columns.serial.label, issuance.keySerial],
    [panel.onKey.label, onKey[issuance.onKey].word],
    [facts.provider.label, issuance.provider],
    [facts.factor.label, issuance.factorId],
  ] as const
}
