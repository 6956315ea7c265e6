import type { FailureCause } from '../../shared/failure.ts'
import type { Page } from '../../shared/pages.ts'
import type { RowRange } from './visible-rows.ts'

/** So many rows are asked for at a time. */
export const pageSize = 100
/** So many pages are kept: enough to scroll back a little, few beside a hundred thousand rows. */
const mostPages = 20

type Answer<T> =
  | { readonly ok: true; readonly value: Page<T> }
  | { readonly ok: false; readonly cause: FailureCause }

/** Rows `offset` to `offset + limit`. */
export type LoadPage<T> = (offset: number, limit: number) => Promise<Answer<T>>

/** What is known of a table; another object whenever anything is known anew. */
export interface TableState<T> {
  /** Null until the first answer. */
  readonly total: number | null
  /** Why the last page that was asked for did not come. */
  readonly refusal: FailureCause | null
  readonly rowAt: (index: number) => T | undefined
}

/** The rows of a long table, as far as they were looked at. */
export interface Pages<T> {
  readonly state: () => TableState<T>
  readonly onChange: (listener: () => void) => () => void
  /** Asks for what of these rows is missing. */
  readonly want: (rows: RowRange) => void
  /** Asks again for what was wanted last; what is here stays until something newer comes. */
  readonly refresh: () => void
}

interface Kept<T> {
  readonly rows: readonly T[]
  readonly isOld: boolean
}

export function createPages<T>(load: LoadPage<T>): Pages<T> {
  const pages = new Map<number, Kept<T>>()
  const underWay = new Set<number>()
  const listeners = new Set<() => void>()
  const rowAt = (index: number) => pages.get(Math.floor(index / pageSize))?.rows[index % pageSize]
  let state: TableState<T> = { total: null, refusal: null, rowAt }
  let wanted: RowRange = { first: 0, end: 0 }
  let refreshes = 0

  async function fill(number: number): Promise<void> {
    const askedAt = refreshes
    underWay.add(number)
    const reply = await load(number * pageSize, pageSize)
    underWay.delete(number)
    const isOld = askedAt !== refreshes
    if (reply.ok) keep(number, { rows: reply.value.rows, isOld })
    const total = reply.ok ? reply.value.total : state.total
    state = { total, refusal: reply.ok ? null : reply.cause, rowAt }
    for (const listener of listeners) listener()
    // It may have been read before what has changed in the meantime.
    if (isOld) want(wanted)
  }

  /** The page kept longest goes first. */
  function keep(number: number, page: Kept<T>): void {
    pages.delete(number)
    pages.set(number, page)
    const [oldest] = pages.keys()
    if (pages.size > mostPages && oldest !== undefined) pages.delete(oldest)
  }

  function want(rows: RowRange): void {
    wanted = rows
    const last = Math.floor(Math.max(rows.first, rows.end - 1) / pageSize)
    for (let number = Math.floor(rows.first / pageSize); number <= last; number += 1) {
      const isNeeded = pages.get(number)?.isOld ?? true
      if (isNeeded && !underWay.has(number)) void fill(number)
    }
  }

  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    want,
    refresh: () => {
      refreshes += 1
      for (const [number, page] of pages) pages.set(number, { ...page, isOld: true })
      want(wanted)
    },
  }
}
