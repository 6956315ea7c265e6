import { SqliteAdapter, SqliteDialect } from 'kysely'

/** SQLite takes changes of a schema back with the transaction they are in; Kysely does not count on it. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** SQLite, with every migration in one transaction: it is done whole or not at all. */
export class RegistryDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
}
