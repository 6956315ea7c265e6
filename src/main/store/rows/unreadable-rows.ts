import type { UnreadableRow } from '../../../shared/failure.ts'
import { isUnreadable } from './read-row.ts'

/** So many are shown by name; of more, only how many there are. */
export const mostNamed = 20

/** The rows that could not be read so far: one bad row costs that row, and is named. */
export class UnreadableRows {
  readonly #found = new Map<string, UnreadableRow>()
  #tell: () => void = () => {}

  /** Each row once, in the order they were met in. */
  list(): readonly UnreadableRow[] {
    return [...this.#found.values()]
  }

  /** Who wants to know of every other one that is met. */
  onFound(tell: () => void): void {
    this.#tell = tell
  }

  /** What is read of these rows; those that cannot be read are left out, and noted. */
  leaveOut<Row, T>(rows: readonly Row[], read: (row: Row) => T): T[] {
    return rows.flatMap((row) => {
      try {
        return [read(row)]
      } catch (error) {
        if (!isUnreadable(error)) throw error
        this.#note(error.reason)
        return []
      }
    })
  }

  #note(row: UnreadableRow): void {
    const name = `${row.table} ${row.id}`
    if (this.#found.has(name)) return
    this.#found.set(name, row)
    this.#tell()
  }
}
