import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { PageRequest } from '../../../shared/pages.ts'
import type { Schema } from '../schema.ts'

/** A table that is shown page by page, and which of its rows. */
export interface Paged {
  readonly table: keyof Schema
  /** Tells rows apart, and orders those that are alike. */
  readonly id: string
  /** When a row is from, and what it is called: each the start of an index that goes on with `id`. */
  readonly time: string
  readonly name: string
  /** Folded columns, each the start of an index. */
  readonly searched: readonly string[]
  /** Only rows that have one of these values in a column; a column goes on with `time` in an index. */
  readonly filters: readonly { readonly column: string; readonly values: readonly string[] }[]
}

/** A row's place in the order that is asked for. */
export interface Place {
  readonly id: string | number
  readonly place: string | number
}

/** After every text that goes on from another: no character is greater. */
const last = '\u{10ffff}'

/** What a page asks its table, in SQL that every engine takes. Each query is answered by one index. */
export class PagedTable {
  readonly #db: Kysely<Schema>
  readonly #paged: Paged
  readonly #column: string
  readonly #isDescending: boolean
  readonly #isByTime: boolean

  constructor(db: Kysely<Schema>, paged: Paged, sort: PageRequest['sort']) {
    this.#db = db
    this.#paged = paged
    this.#column = sort === 'name' ? paged.name : paged.time
    this.#isDescending = sort === 'newest'
    this.#isByTime = sort !== 'name'
  }

  /** Of two places the first one's sign, as the order has it. */
  compare = (a: Place, b: Place): number => {
    const isBefore = a.place === b.place ? a.id < b.id : a.place < b.place
    return isBefore === this.#isDescending ? 1 : -1
  }

  /** Rows that pass the filters from the start, or from the end backwards. */
  async inOrder(offset: number, limit: number, from: 'start' | 'end'): Promise<Place[]> {
    return await this.#places(
      sql`${this.#table} where ${this.#passes('walk')} order by ${this.#order(from)}
        limit ${limit} offset ${offset}`,
    )
  }

  /** The first rows that pass the filters, by their indexes, that this text starts something of. */
  async passing(text: string, limit: number): Promise<Place[]> {
    const some = sql`(select * from ${this.#table} where ${this.#passes('seek')} limit ${limit})`
    return await this.#places(sql`${some} as part where ${this.#starts(text)}`)
  }

  /** Those among the first rows that pass the filters that this text starts something of. */
  async amongFirst(text: string, rows: number, limit: number): Promise<Place[]> {
    const order = this.#order('start')
    const first = sql`(select * from ${this.#table} where ${this.#passes('walk')} order by ${order} limit ${rows})`
    return await this.#places(
      sql`${first} as first where ${this.#starts(text)} order by ${order} limit ${limit}`,
    )
  }

  /** How many rows have something in a column that starts with this, counted up to a limit. */
  async countIn(column: string, text: string, limit: number): Promise<number> {
    return await this.#count(startsIn(column, text), limit)
  }

  /** How many rows pass the filters, counted up to a limit. */
  async countPassing(limit: number): Promise<number> {
    return await this.#count(this.#passes('seek'), limit)
  }

  /** The first rows that pass the filters whose column starts with this. */
  async firstIn(column: string, text: string, limit: number): Promise<Place[]> {
    return await this.#places(
      sql`${this.#table} where ${startsIn(column, text)} and ${this.#passes('check')}
        order by ${this.#order('start')} limit ${limit}`,
    )
  }

  /** The rows themselves, in the order of their places. */
  async rows<Row>(places: readonly Place[]): Promise<Row[]> {
    if (places.length === 0) return []
    const ids = sql.join(places.map(({ id }) => id))
    const result = await sql<Row & { paged_id: string | number }>`select *, ${this.#id} as paged_id
      from ${this.#table} where ${this.#id} in (${ids})`.execute(this.#db)
    const byId = new Map(result.rows.map((row) => [row.paged_id, row]))
    return places.flatMap(({ id }) => byId.get(id) ?? [])
  }

  async #places(from: RawBuilder<unknown>): Promise<Place[]> {
    const column = sql.ref(this.#column)
    const query = sql<Place>`select ${this.#id} as id, ${column} as place from ${from}`
    return (await query.execute(this.#db)).rows
  }

  async #count(condition: RawBuilder<unknown>, limit: number): Promise<number> {
    const some = sql`(select 1 as one from ${this.#table} where ${condition} limit ${limit})`
    const query = sql<{ n: number }>`select count(*) as n from ${some} as part`
    return (await query.execute(this.#db)).rows[0]?.n ?? 0
  }

  get #table() {
    return sql.table(this.#paged.table)
  }

  get #id() {
    return sql.ref(this.#paged.id)
  }

  #order(from: 'start' | 'end'): RawBuilder<unknown> {
    const direction = this.#isDescending === (from === 'start') ? sql`desc` : sql`asc`
    return sql`${sql.ref(this.#column)} ${direction}, ${this.#id} ${direction}`
  }

  /**
   * `seek` begins with the filters' own indexes, `walk` goes along the order, and `check` begins with
   * something else. A filter that no index should answer is asked for by `coalesce`: else SQLite takes
   * the index of states, and sorts a million rows.
   */
  #passes(how: 'seek' | 'walk' | 'check'): RawBuilder<unknown> {
    const conditions = this.#paged.filters.map(({ column, values }) => {
      const name = sql.ref(column)
      // One value is the start of an index in order of time.
      const isInOrder = how === 'walk' && values.length === 1 && this.#isByTime
      const found = how === 'seek' || isInOrder ? name : sql`coalesce(${name}, '')`
      return sql`${found} in (${sql.join(values)})`
    })
    return conditions.length === 0 ? sql`1 = 1` : sql.join(conditions, sql` and `)
  }

  #starts(text: string): RawBuilder<unknown> {
    if (text === '') return sql`1 = 1`
    const any = this.#paged.searched.map((column) => startsIn(column, text))
    return sql`(${sql.join(any, sql` or `)})`
  }
}

/** A range, for LIKE is not answered by an index everywhere. */
function startsIn(column: string, text: string): RawBuilder<unknown> {
  const name = sql.ref(column)
  return sql`(${name} >= ${text} and ${name} < ${text + last})`
}
