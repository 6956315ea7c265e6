import type { ReactElement } from 'react'
import type { Column } from './column.ts'
import styles from './table.module.css'

interface Props<T> {
  readonly id: string
  readonly index: number
  readonly top: number
  readonly columns: readonly Column<T>[]
  /** Undefined while it is still on its way. */
  readonly row: T | undefined
  readonly isActive: boolean
  readonly isOpen: (row: T) => boolean
  readonly onOpen: (row: T) => void
}

/** One row where it belongs; until it has come, its room. */
export function TableRow<T>(props: Props<T>): ReactElement {
  const { id, index, top, columns, row, isActive, isOpen, onOpen } = props
  return (
    // The grid has the focus and the keys; a row is only pressed with the mouse.
    <div
      id={id}
      role="row"
      className={`${styles.cells} ${styles.row}`}
      style={{ top }}
      aria-rowindex={index + 2}
      aria-selected={row !== undefined && isOpen(row)}
      aria-busy={row === undefined}
      data-active={isActive}
      onClick={() => row !== undefined && onOpen(row)}
    >
      {columns.map(({ label, cell, isMinor = false }) => (
        <span key={label} role="gridcell" className={styles.cell} data-minor={isMinor}>
          {row === undefined ? <span className={styles.coming} /> : cell(row)}
        </span>
      ))}
    </div>
  )
}
