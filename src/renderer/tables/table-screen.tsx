import { useState, type ReactElement } from 'react'
import { Refusal } from '../components/refusal.tsx'
import { change, useWindow, type TablePlace } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import type { Column } from './column.ts'
import { SidePanel } from './panels/side-panel.tsx'
import styles from './table-screen.module.css'
import { Table } from './table.tsx'
import { Toolbar } from './toolbar.tsx'
import { usePages, type RowOf, type TableName } from './use-pages.ts'
import { useSettled } from './use-settled.ts'
import type { RowRange } from './visible-rows.ts'

interface Props<N extends TableName> {
  readonly name: N
  readonly place: TablePlace
  readonly columns: readonly Column<RowOf<N>>[]
  readonly isOpen: (row: RowOf<N>) => boolean
  readonly onOpen: (row: RowOf<N>) => void
}

/** A table from edge to edge; beside it, what is known of the row that was opened. */
export function TableScreen<N extends TableName>(props: Props<N>): ReactElement {
  const { name, place, columns, isOpen, onOpen } = props
  const words = useWords()
  const { title, label } = words.tables[place]
  const opened = useWindow((state) => state.opened)
  const query = useSettled(useWindow((state) => state.queries[place]))
  const [rows, setRows] = useState<RowRange>({ first: 0, end: 0 })
  const { total, refusal, rowAt } = usePages(name, query, rows)
  return (
    <div className={styles.screen} data-open={opened !== null}>
      <div className={styles.work}>
        <h1 className={styles.title} tabIndex={-1}>
          {title}
        </h1>
        <Toolbar place={place} total={total} />
        {refusal !== null && <Refusal cause={refusal} />}
        {total === 0 ? (
          <Empty place={place} />
        ) : (
          <Table
            label={label}
            columns={columns}
            total={total ?? 0}
            rowAt={rowAt}
            isOpen={isOpen}
            onOpen={(row) => {
              change({ refusal: null })
              onOpen(row)
            }}
            onRows={setRows}
          />
        )}
      </div>
      {opened !== null && <SidePanel opened={opened} />}
    </div>
  )
}

function Empty({ place }: { place: TablePlace }): ReactElement {
  const { title, detail } = useWords().tables[place].empty
  return (
    <div className={styles.empty}>
      <p className={styles.nothing}>{title}</p>
      <p>{detail}</p>
    </div>
  )
}
