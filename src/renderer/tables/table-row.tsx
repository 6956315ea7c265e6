import type { KeyboardEvent, ReactElement } from 'react'
import type { Column } from './column.ts'
import styles from './table.module.css'

interface Props<T> {
  readonly id: string
  readonly index: number
  readonly top: number
  readonly columns: readonly Column<T>[]
  /** Undefined while it is still on its way. */
  readonly row: T | undefined
  /** The one row that Tab leads to. */
  readonly isActive: boolean
  readonly isOpen: (row: T) => boolean
  readonly onMove: (to: string | number) => boolean
  readonly onOpen: (row: T) => void
}

/** One row where it belongs. Its first cell is a button, as wide as the row to a mouse. */
export function TableRow<T>(props: Props<T>): ReactElement {
  const { id, index, top, columns, row, isActive, onMove } = props
  const isOpen = row !== undefined && props.isOpen(row)
  const [first, ...rest] = columns

  function onClick(): void {
    onMove(index)
    if (row !== undefined) props.onOpen(row)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (onMove(event.key)) event.preventDefault()
  }

  return (
    <tr
      className={`${styles.cells} ${styles.row}`}
      style={{ top }}
      aria-rowindex={index + 2}
      data-open={isOpen}
    >
      <th scope="row" className={styles.cell}>
        <button
          id={id}
          type="button"
          className={styles.open}
          tabIndex={isActive ? 0 : -1}
          aria-expanded={isOpen}
          aria-label={row === undefined ? String(index + 1) : undefined}
          onClick={onClick}
          onKeyDown={onKeyDown}
        >
          {row === undefined ? <Coming /> : first?.cell(row)}
        </button>
      </th>
      {rest.map(({ label, cell, isMinor = false }) => (
        <td key={label} className={styles.cell} data-minor={isMinor}>
          {row === undefined ? <Coming /> : cell(row)}
        </td>
      ))}
    </tr>
  )
}

/** The room of what is still on its way. */
function Coming(): ReactElement {
  return <span className={styles.coming} />
}
