import type { ReactElement } from 'react'
import { commands } from '../../commands/commands.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { When } from '../../components/when.tsx'
import { useWindow, type Opened } from '../../state/store.ts'
import { useWords } from '../../text/use-words.ts'
import { IssuancesOf } from './issuances-of.tsx'
import { PanelCommand, PanelFacts } from './panel-part.tsx'

type OpenedPerson = Extract<Opened, { kind: 'person' }>

/** One person, the keys they were given, and the way to another. */
export function PersonPanel({ opened }: { opened: OpenedPerson }): ReactElement {
  const { tables, panel, personStatus, done } = useWords()
  const canGetKey = useWindow(commands['issue-to-person'].when)
  const { login, status, provider, lastSeenAt } = opened.person
  const { word, detail } = personStatus[status]
  return (
    <>
      <PanelFacts
        facts={[
          [tables.columns.login.label, login],
          [tables.columns.standing.label, `${word}. ${detail}`],
          [done.facts.provider.label, provider],
          [tables.columns.lastSeen.label, <When key="last" time={lastSeenAt} />],
        ]}
      />
      {canGetKey && (
        <PanelCommand>
          <CommandButton name="issue-to-person" look="main" />
        </PanelCommand>
      )}
      <IssuancesOf title={panel.ofPerson.title} text={login} opened={opened} />
    </>
  )
}
