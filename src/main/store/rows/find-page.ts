import type { Kysely } from 'kysely'
import type { Page, PageRequest } from '../../../shared/pages.ts'
import type { Schema } from '../schema.ts'
import { fold } from './fold.ts'
import { PagedTable, type Paged, type Place } from './paged-table.ts'

/** So many rows that a text was found in are counted; `total` is one more when there are more. */
export const countedUpTo = 2_000

/** So many rows are looked through in their order before the places of a text are sorted. */
const lookedThrough = 3_000

/** Any number of these many rows is sorted within the time of a page. */
const fewRows = 5_000

/** What is asked for, in a table with so many rows that pass its filters; null where nobody counted. */
export interface Search extends Omit<PageRequest, 'states'> {
  readonly passing: number | null
}

/** A part of a table, by an index or two. */
export async function findPage<Row>(
  db: Kysely<Schema>,
  paged: Paged,
  request: Search,
): Promise<Page<Row>> {
  const search = new PageSearch(new PagedTable(db, paged, request.sort), paged, request)
  const found = await search.find()
  return { rows: await search.table.rows<Row>(found.rows), total: found.total }
}

/** How the places of a page are found: by what is few, or in order. */
class PageSearch {
  readonly table: PagedTable
  readonly #paged: Paged
  readonly #request: Search
  readonly #text: string

  constructor(table: PagedTable, paged: Paged, request: Search) {
    this.table = table
    this.#paged = paged
    this.#request = request
    this.#text = fold(request.text)
  }

  async find(): Promise<Page<Place>> {
    if (await this.#passFew()) return this.#sorted(await this.table.passing(this.#text, fewRows))
    if (this.#text === '') return await this.#browse()
    const areFound = await this.#isNarrow()
    return areFound ? this.#sorted(await this.#inColumns(countedUpTo)) : await this.#inBroad()
  }

  async #passFew(): Promise<boolean> {
    if (this.#paged.filters.length === 0) return false
    const passing = this.#request.passing ?? (await this.table.countPassing(fewRows + 1))
    return passing <= fewRows
  }

  /** From whichever end is nearer: rows that are left out are walked over all the same. */
  async #browse(): Promise<Page<Place>> {
    const { offset, limit, passing } = this.#request
    const total = passing ?? fewRows + 1
    const after = total - offset - limit
    if (passing === null || offset <= after) {
      return { rows: await this.table.inOrder(offset, limit, 'start'), total }
    }
    const count = Math.min(limit, total - offset)
    if (count <= 0) return { rows: [], total }
    const backwards = await this.table.inOrder(Math.max(after, 0), count, 'end')
    return { rows: backwards.toReversed(), total }
  }

  async #isNarrow(): Promise<boolean> {
    for (const column of this.#paged.searched) {
      const count = await this.table.countIn(column, this.#text, countedUpTo + 1)
      if (count > countedUpTo) return false
    }
    return true
  }

  /** What many rows have is soon found in their order, unless only those at the other end have it. */
  async #inBroad(): Promise<Page<Place>> {
    const { offset, limit } = this.#request
    const wanted = offset + limit
    const soon = await this.table.amongFirst(this.#text, lookedThrough, wanted)
    const places = soon.length === wanted ? soon : await this.#inColumns(wanted)
    const { rows, total } = this.#sorted(places)
    const isMore = places.length === wanted
    return { rows, total: Math.max(isMore ? wanted + 1 : total, countedUpTo + 1) }
  }

  async #inColumns(limit: number): Promise<Place[]> {
    const places = new Map<Place['id'], Place>()
    for (const column of this.#paged.searched) {
      for (const one of await this.table.firstIn(column, this.#text, limit)) places.set(one.id, one)
    }
    return [...places.values()]
  }

  #sorted(places: readonly Place[]): Page<Place> {
    const { offset, limit } = this.#request
    const sorted = places.toSorted(this.table.compare)
    return { rows: sorted.slice(offset, offset + limit), total: sorted.length }
  }
}
