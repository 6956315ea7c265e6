import { sql, type Kysely, type Migration } from 'kysely'

/** The mark of a journal that began before its end was remembered outside the registry. */
export const journalFromBefore = 'journal-from-before'

/**
 * From here on a journal that is not empty is one the station remembers. Those that began before say so
 * once: the station takes them over with its first entry.
 */
export const knownJournalMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      insert into cursors (name, value)
      select ${journalFromBefore}, '1' where exists (select 1 from audit)
    `.execute(db)
  },
}
