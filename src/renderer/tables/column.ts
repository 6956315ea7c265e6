import type { ReactNode } from 'react'

/** One column of a table. */
export interface Column<T> {
  readonly label: string
  readonly cell: (row: T) => ReactNode
  /** Left out first where there is little room. */
  readonly isMinor?: boolean
}
