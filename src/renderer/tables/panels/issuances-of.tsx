import type { ReactElement } from 'react'
import { IssuanceLines } from '../../components/issuance/issuance-lines.tsx'
import { Refusal } from '../../components/refusal.tsx'
import { change, type Opened } from '../../state/store.ts'
import { useWords } from '../../text/use-words.ts'
import { PanelNothing, PanelPart } from './panel-part.tsx'
import { useReply } from './use-reply.ts'

interface Props {
  readonly title: string
  /** What the issuances are found by: a login or a serial number. */
  readonly text: string
  readonly opened: Opened
}

/** No person and no key has more than this to look through. */
const limit = 50

/** The issuances of a person or of a key; one is opened in the same panel. */
export function IssuancesOf({ title, text, opened }: Props): ReactElement {
  const { panel } = useWords()
  const reply = useReply('issuances.list', { text, states: [], sort: 'newest', offset: 0, limit })
  return (
    <PanelPart title={title}>
      {reply?.ok === false && <Refusal cause={reply.cause} />}
      {reply?.ok === true && reply.value.rows.length === 0 && (
        <PanelNothing detail={panel.noIssuances.detail} />
      )}
      {reply?.ok === true && (
        <IssuanceLines
          issuances={reply.value.rows}
          onOpen={(issuance) => change({ opened: { kind: 'issuance', issuance, from: opened } })}
        />
      )}
    </PanelPart>
  )
}
