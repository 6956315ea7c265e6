import { useId, useRef, type KeyboardEvent, type ReactElement } from 'react'
import type { Column } from './column.ts'
import { TableRow } from './table-row.tsx'
import styles from './table.module.css'
import { indexesOf, useActiveRow, useRowsInView } from './use-active-row.ts'
import { useViewport } from './use-viewport.ts'
import { visibleRows, type RowRange } from './visible-rows.ts'

interface Props<T> {
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly total: number
  readonly rowAt: (index: number) => T | undefined
  /** The row whose panel is open. */
  readonly isOpen: (row: T) => boolean
  readonly onOpen: (row: T) => void
  readonly onRows: (rows: RowRange) => void
}

/** A long table of which only what is in view is drawn. Arrows move, Enter opens. */
export function Table<T>(props: Props<T>): ReactElement {
  const { label, columns, total, rowAt, isOpen, onOpen } = props
  const list = useRef<HTMLDivElement>(null)
  const view = useViewport(list)
  const id = useId()
  const [active, move] = useActiveRow(list, view, total)
  const rows = visibleRows(view, total)
  useRowsInView(rows, props.onRows)

  function onKeyDown(event: KeyboardEvent): void {
    const row = event.key === 'Enter' ? rowAt(active) : undefined
    if (row !== undefined) onOpen(row)
    if (row !== undefined || move(event.key)) event.preventDefault()
  }

  return (
    <div
      ref={list}
      id="table"
      role="grid"
      tabIndex={0}
      className={styles.table}
      aria-label={label}
      aria-rowcount={total + 1}
      aria-activedescendant={total === 0 ? undefined : `${id}-${active}`}
      onKeyDown={onKeyDown}
    >
      <Head columns={columns} />
      <div role="rowgroup" className={styles.rows} style={{ height: total * view.rowHeight }}>
        {indexesOf(rows, active, total).map((index) => (
          <TableRow
            key={index}
            id={`${id}-${index}`}
            index={index}
            top={index * view.rowHeight}
            columns={columns}
            row={rowAt(index)}
            isActive={index === active}
            isOpen={isOpen}
            onOpen={(row) => {
              move(index)
              onOpen(row)
            }}
          />
        ))}
      </div>
    </div>
  )
}

function Head<T>({ columns }: { columns: readonly Column<T>[] }): ReactElement {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.cells}>
        {columns.map(({ label, isMinor = false }) => (
          <span key={label} role="columnheader" className={styles.cell} data-minor={isMinor}>
            {label}
          </span>
        ))}
      </div>
    </div>
  )
}
