import type { ReactElement } from 'react'
import type { KnownKey } from '../../shared/records.ts'
import type { Words } from '../../shared/text/words.ts'
import { When } from '../components/when.tsx'
import { change, useWindow } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import type { Column } from './column.ts'
import { TableScreen } from './table-screen.tsx'

/** Every key that was ever in the slot. */
export function KeysScreen(): ReactElement {
  const columns = columnsIn(useWords())
  const opened = useWindow((state) => state.opened)
  return (
    <TableScreen
      name="keys.list"
      place="keys"
      columns={columns}
      isOpen={({ identity }) => opened?.kind === 'key' && opened.key.identity === identity}
      onOpen={(key) => change({ opened: { kind: 'key', key } })}
    />
  )
}

function columnsIn({ desk, tables }: Words): readonly Column<KnownKey>[] {
  const { columns } = tables
  return [
    { label: columns.model.label, cell: ({ product }) => product },
    { label: columns.serial.label, cell: ({ serial }) => serial ?? desk.unknownKey.word },
    {
      label: columns.firmware.label,
      cell: ({ firmware }) => firmware ?? desk.unknownKey.word,
      isMinor: true,
    },
    {
      label: columns.lastSeen.label,
      cell: ({ lastSeenAt }) => <When time={lastSeenAt} />,
      isMinor: true,
    },
  ]
}
