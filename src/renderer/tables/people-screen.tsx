import type { ReactElement } from 'react'
import { isEligible } from '../../shared/eligibility.ts'
import type { KnownPerson } from '../../shared/records.ts'
import { personName } from '../../shared/text/instruction.ts'
import type { Words } from '../../shared/text/words.ts'
import { StatusWord } from '../components/status-word.tsx'
import { When } from '../components/when.tsx'
import { change, useWindow } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import type { Column } from './column.ts'
import { TableScreen } from './table-screen.tsx'

/** Everybody who was ever looked up for a key. */
export function PeopleScreen(): ReactElement {
  const columns = columnsIn(useWords())
  const opened = useWindow((state) => state.opened)
  return (
    <TableScreen
      name="people.list"
      place="people"
      columns={columns}
      isOpen={({ id }) => opened?.kind === 'person' && opened.person.id === id}
      onOpen={(person) => change({ opened: { kind: 'person', person } })}
    />
  )
}

function columnsIn({ desk, tables, personStatus }: Words): readonly Column<KnownPerson>[] {
  const { columns } = tables
  return [
    { label: desk.columns.person.label, cell: personName },
    { label: columns.login.label, cell: ({ login }) => login, isMinor: true },
    {
      label: columns.standing.label,
      cell: ({ status }) => (
        <StatusWord tone={isEligible(status) ? 'plain' : 'warn'} word={personStatus[status].word} />
      ),
    },
    {
      label: columns.lastSeen.label,
      cell: ({ lastSeenAt }) => <When time={lastSeenAt} />,
      isMinor: true,
    },
  ]
}
