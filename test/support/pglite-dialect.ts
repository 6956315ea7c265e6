import { PGlite } from '@electric-sql/pglite'
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'

/** PostgreSQL in this process, as Kysely takes it: what a registry for several stations would run on. */
export function pgliteDialect(): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PgliteDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

/** One connection, which transactions take in turn. */
class PgliteDriver implements Driver {
  #database: PGlite | null = null
  #isFree: Promise<void> = Promise.resolve()
  #free = () => {}

  async init(): Promise<void> {
    this.#database = await PGlite.create()
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#isFree
    let free = () => {}
    this.#isFree = new Promise((resolve) => (free = resolve))
    await before
    this.#free = free
    if (!this.#database) throw new Error('not begun')
    return new PgliteConnection(this.#database)
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  releaseConnection(): Promise<void> {
    this.#free()
    return Promise.resolve()
  }

  async destroy(): Promise<void> {
    await this.#database?.close()
  }
}

class PgliteConnection implements DatabaseConnection {
  readonly #database: PGlite

  constructor(database: PGlite) {
    this.#database = database
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, affectedRows = 0 } = await this.#database.query<R>(sql, [...parameters])
    return { rows, numAffectedRows: BigInt(affectedRows) }
  }

  streamQuery(): never {
    throw new Error('nothing streams')
  }
}
