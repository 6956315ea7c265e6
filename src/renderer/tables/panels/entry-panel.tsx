import type { ReactElement } from 'react'
import { IssuanceLines } from '../../components/issuance/issuance-lines.tsx'
import { change, type Opened } from '../../state/store.ts'
import { localeOf } from '../../text/locale.ts'
import { useWords } from '../../text/use-words.ts'
import { momentWords, procedureWords } from './entry-words.ts'
import { OutcomeWord } from './outcome-word.tsx'
import { PanelFacts, PanelPart } from './panel-part.tsx'
import { useReply } from './use-reply.ts'

type OpenedEntry = Extract<Opened, { kind: 'entry' }>

/** One entry of the journal whole, and the issuance it belongs to. */
export function EntryPanel({ opened }: { opened: OpenedEntry }): ReactElement {
  const words = useWords()
  const { audit, failed, desk, tables } = words
  const { entry } = opened
  const { date, time } = momentWords(entry.at, localeOf(words.language))
  return (
    <>
      <PanelFacts
        facts={[
          [audit.entry.label, String(entry.seq)],
          [desk.columns.time.label, `${date}, ${time}`],
          [audit.procedure.label, procedureWords(words, entry.procedure)],
          [audit.columns.outcome.label, <OutcomeWord key="outcome" entry={entry} />],
          [failed.code.label, entry.failure],
          [tables.columns.login.label, entry.login],
          [tables.columns.serial.label, entry.keySerial],
          [audit.columns.operator.label, entry.operator],
          [failed.request.label, entry.requestId],
        ]}
      />
      {entry.issuanceId !== null && <Belongs issuanceId={entry.issuanceId} opened={opened} />}
    </>
  )
}

function Belongs(props: { issuanceId: string; opened: OpenedEntry }): ReactElement | null {
  const { audit } = useWords()
  const reply = useReply('issuances.history', { issuanceId: props.issuanceId })
  if (reply?.ok !== true) return null
  return (
    <PanelPart title={audit.issuance.title}>
      <IssuanceLines
        issuances={[reply.value.issuance]}
        onOpen={(issuance) =>
          change({ opened: { kind: 'issuance', issuance, from: props.opened } })
        }
      />
    </PanelPart>
  )
}
