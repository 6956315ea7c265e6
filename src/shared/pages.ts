import type { IssuanceState } from './records.ts'

/** A part of a long table: what is searched for, in which order, from where. */
export interface PageRequest {
  /** The start of a name, login, serial number, credential id or model; empty for everything. */
  readonly text: string
  /** Only issuances in one of these states; empty for all. Keys and people have none. */
  readonly states: readonly IssuanceState[]
  readonly sort: 'newest' | 'oldest' | 'name'
  /** Rows to leave out from the start. */
  readonly offset: number
  /** 1 to 500. */
  readonly limit: number
}

/** Some rows of a table, and how many there are in all. */
export interface Page<T> {
  readonly rows: readonly T[]
  readonly total: number
}

/** One fact of the journal about an issuance, as the window shows it. */
export interface HistoryEntry {
  readonly seq: number
  /** Epoch milliseconds. */
  readonly at: number
  readonly fact: string
  readonly operator: string
  readonly procedure: string
  /** The failure's code, when it was one. */
  readonly failure: string | null
  readonly requestId: string | null
}
