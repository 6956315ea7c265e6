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

/** The rows of a long table, as far as they were looked at. */
export interface Pages<T> {
  /** Null until the first answer. */
  readonly total: () => number | null
  readonly rowAt: (index: number) => T | undefined
  /** Why the last page that was asked for did not come. */
  readonly refusal: () => FailureCause | null
  /** Asks for what of these rows is missing or out of date. */
  readonly want: (rows: RowRange) => void
  /** What is here stays until something newer comes. */
  readonly outdate: () => void
  /** Answers that are still on their way are for nobody. */
  readonly stop: () => void
}

interface Kept<T> {
  readonly rows: readonly T[]
  readonly isOld: boolean
}

export function createPages<T>(load: LoadPage<T>, onChange: () => void): Pages<T> {
  const pages = new Map<number, Kept<T>>()
  const underWay = new Set<number>()
  let total: number | null = null
  let refusal: FailureCause | null = null
  let isStopped = false

  async function fetch(number: number): Promise<void> {
    underWay.add(number)
    const reply = await load(number * pageSize, pageSize)
    underWay.delete(number)
    if (isStopped) return
    refusal = reply.ok ? null : reply.cause
    if (reply.ok) keep(number, reply.value)
    onChange()
  }

  /** The page kept longest goes first. */
  function keep(number: number, page: Page<T>): void {
    pages.delete(number)
    pages.set(number, { rows: page.rows, isOld: false })
    total = page.total
    const [oldest] = pages.keys()
    if (pages.size > mostPages && oldest !== undefined) pages.delete(oldest)
  }

  return {
    total: () => total,
    refusal: () => refusal,
    rowAt: (index) => pages.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    want: ({ first, end }) => {
      const last = Math.floor(Math.max(first, end - 1) / pageSize)
      for (let number = Math.floor(first / pageSize); number <= last; number += 1) {
        const isNeeded = pages.get(number)?.isOld ?? true
        if (isNeeded && !underWay.has(number)) void fetch(number)
      }
    },
    outdate: () => {
      for (const [number, page] of pages) pages.set(number, { ...page, isOld: true })
    },
    stop: () => {
      isStopped = true
    },
  }
}
