import { useEffect, useId, useRef, type ReactElement } from 'react'
import type { Column } from './column.ts'
import { TableRow } from './table-row.tsx'
import styles from './table.module.css'
import { indexesOf, useActiveRow } from './use-active-row.ts'
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
  const { label, columns, total, rowAt, isOpen, onOpen, onRows } = props
  const list = useRef<HTMLDivElement>(null)
  const view = useViewport(list)
  const id = useId()
  const [active, move] = useActiveRow(list, view, total, id)
  const rows = visibleRows(view, total)
  const { first, end } = rows
  useEffect(() => onRows({ first, end }), [first, end, onRows])
  return (
    <div ref={list} className={styles.list}>
      <table id="table" className={styles.table} aria-label={label} aria-rowcount={total + 1}>
        <Head columns={columns} />
        <tbody className={styles.rows} style={{ height: total * view.rowHeight }}>
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
              onMove={move}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Head<T>({ columns }: { columns: readonly Column<T>[] }): ReactElement {
  return (
    <thead className={styles.head}>
      <tr aria-rowindex={1} className={styles.cells}>
        {columns.map(({ label, isMinor = false }) => (
          <th key={label} scope="col" className={styles.cell} data-minor={isMinor}>
            {label}
          </th>
        ))}
      </tr>
    </thead>
  )
}
