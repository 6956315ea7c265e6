import type { ReactElement } from 'react'
import type { Issuance } from '../../shared/records.ts'
import type { Words } from '../../shared/text/words.ts'
import { StateWord } from '../components/state-word.tsx'
import { When } from '../components/when.tsx'
import { change, useWindow } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import { TwoLines } from './cells.tsx'
import type { Column } from './column.ts'
import { TableScreen } from './table-screen.tsx'

/** Every key that was ever issued, and how it stands. */
export function IssuancesScreen(): ReactElement {
  const columns = columnsIn(useWords())
  const opened = useWindow((state) => state.opened)
  return (
    <TableScreen
      name="issuances.list"
      place="issuances"
      columns={columns}
      isOpen={({ id }) => opened?.kind === 'issuance' && opened.issuance.id === id}
      onOpen={(issuance) => change({ opened: { kind: 'issuance', issuance, from: null } })}
    />
  )
}

function columnsIn({ desk, tables }: Words): readonly Column<Issuance>[] {
  return [
    {
      label: desk.columns.person.label,
      cell: ({ personName, login }) => <TwoLines first={personName} second={login} />,
    },
    {
      label: desk.columns.key.label,
      cell: ({ keyProduct }) => keyProduct ?? desk.unknownKey.word,
      isMinor: true,
    },
    {
      label: tables.columns.serial.label,
      cell: ({ keySerial }) => keySerial ?? desk.unknownKey.word,
      isMinor: true,
    },
    { label: desk.columns.state.label, cell: ({ state }) => <StateWord state={state} /> },
    {
      label: desk.columns.time.label,
      cell: ({ updatedAt }) => <When time={updatedAt} />,
      isMinor: true,
    },
  ]
}
