import type { ReactElement } from 'react'
import { When } from '../../components/when.tsx'
import type { Opened } from '../../state/store.ts'
import { useWords } from '../../text/use-words.ts'
import { IssuancesOf } from './issuances-of.tsx'
import { PanelFacts } from './panel-part.tsx'

type OpenedKey = Extract<Opened, { kind: 'key' }>

/** One key, and for whom it was issued. */
export function KeyPanel({ opened }: { opened: OpenedKey }): ReactElement {
  const { tables, panel, done } = useWords()
  const { serial, firmware, aaguid, firstSeenAt, lastSeenAt } = opened.key
  return (
    <>
      <PanelFacts
        facts={[
          [tables.columns.serial.label, serial],
          [tables.columns.firmware.label, firmware],
          [done.facts.model.label, aaguid],
          [panel.firstSeen.label, <When key="first" time={firstSeenAt} />],
          [tables.columns.lastSeen.label, <When key="last" time={lastSeenAt} />],
        ]}
      />
      {serial !== null && <IssuancesOf title={panel.ofKey.title} text={serial} opened={opened} />}
    </>
  )
}
