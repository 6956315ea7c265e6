import { useEffect, useReducer, useState } from 'react'
import type { Output } from '../../shared/contract.ts'
import { ask } from '../station.ts'
import { useWindow, type Query } from '../store.ts'
import { createPages, type LoadPage, type Pages } from './pages.ts'
import type { RowRange } from './visible-rows.ts'

/** The long tables, by the request that reads them. */
export type TableName = 'issuances.list' | 'keys.list' | 'people.list'
/** One row of a table. */
export type RowOf<N extends TableName> = Output<N>['rows'][number]

/** While a list is scrolled fast, what is only passed by is not asked for. */
const pauseMs = 60

/** The rows of a table that fit a query, kept true while the station changes. */
export function usePages<N extends TableName>(name: N, query: Query, rows: RowRange) {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const [pages, setPages] = useState<Pages<RowOf<N>> | null>(null)
  const snapshot = useWindow((state) => state.snapshot)
  useEffect(() => {
    const load: LoadPage<RowOf<N>> = (offset, limit) => ask(name, { ...query, offset, limit })
    const made = createPages<RowOf<N>>(load, redraw)
    made.want({ first: 0, end: 1 })
    setPages(made)
    return made.stop
  }, [name, query])
  useEffect(() => pages?.outdate(), [pages, snapshot])
  const { first, end } = rows
  useEffect(() => {
    const timer = setTimeout(() => pages?.want({ first, end }), pauseMs)
    return () => clearTimeout(timer)
  }, [pages, snapshot, first, end])
  return pages
}
