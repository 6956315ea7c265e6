import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Output } from '../../shared/contract.ts'
import { ask } from '../state/station.ts'
import { useWindow, type Query } from '../state/store.ts'
import { createPages, type Pages, type TableState } from './pages.ts'
import type { RowRange } from './visible-rows.ts'

/** The long tables, by the request that reads them. */
export type TableName = 'issuances.list' | 'keys.list' | 'people.list'
/** One row of a table. */
export type RowOf<N extends TableName> = Output<N>['rows'][number]

/** While a list is scrolled fast, what is only passed by is not asked for. */
const pauseMs = 60

/** The rows of a table that fit a query, kept true while the station changes. */
export function usePages<N extends TableName>(
  name: N,
  query: Query,
  rows: RowRange,
): TableState<RowOf<N>> {
  const pages = useMemo(
    () => createPages<RowOf<N>>((offset, limit) => ask(name, { ...query, offset, limit })),
    [name, query],
  )
  return useRows(pages, rows)
}

/** What is known of the rows in view, kept true while the station changes. */
export function useRows<T>(pages: Pages<T>, { first, end }: RowRange): TableState<T> {
  useEffect(
    () =>
      useWindow.subscribe((state, before) => {
        if (state.snapshot !== before.snapshot) pages.refresh()
      }),
    [pages],
  )
  useEffect(() => {
    const timer = setTimeout(() => pages.want({ first, end }), pauseMs)
    return () => clearTimeout(timer)
  }, [pages, first, end])
  return useSyncExternalStore(pages.onChange, pages.state)
}
