import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { Page, PageRequest } from '../../shared/pages.ts'
import type { KnownPerson, Person, PersonStatus } from '../../shared/records.ts'
import { count, countOf } from './rows/counts.ts'
import { findPage } from './rows/find-page.ts'
import { fold } from './rows/fold.ts'
import { oneOf, readRow } from './rows/read-row.ts'
import type { UnreadableRows } from './rows/unreadable-rows.ts'
import type { PersonTable, Schema } from './schema.ts'

/** The people as their providers told of them last. */
export class People {
  readonly #db: Kysely<Schema>
  readonly #unreadable: UnreadableRows
  readonly #now: () => number

  constructor(db: Kysely<Schema>, unreadable: UnreadableRows, now: () => number) {
    this.#db = db
    this.#unreadable = unreadable
    this.#now = now
  }

  /** The provider has just told this of the person. */
  async note(person: Person, provider: string): Promise<void> {
    const { id, ...told } = rowOf(person, provider, this.#now())
    await this.#db.transaction().execute(async (trx) => {
      const added = await trx
        .insertInto('people')
        .values({ id, ...told })
        .onConflict((clause) => clause.column('id').doNothing())
        .executeTakeFirst()
      if (added.numInsertedOrUpdatedRows === 1n) await count(trx, 'people', 1)
      else await trx.updateTable('people').set(told).where('id', '=', id).execute()
    })
  }

  /** A part of the whole table, the newest being those told of last. */
  async page(request: PageRequest): Promise<Page<KnownPerson>> {
    const passing = await countOf(this.#db, ['people'])
    const paged = {
      table: 'people',
      id: 'id',
      time: 'last_seen_at',
      name: 'name_folded',
      searched: ['login_folded', 'email_folded', 'name_folded', 'last_name_folded'],
      filters: [],
    } as const
    const page = await findPage<Selectable<PersonTable>>(this.#db, paged, { ...request, passing })
    return { rows: this.#unreadable.leaveOut(page.rows, knownPersonOf), total: page.total }
  }
}

function rowOf(person: Person, provider: string, now: number): PersonTable {
  return {
    id: `${provider}/${person.id}`,
    provider,
    person_id: person.id,
    login: person.login,
    email: person.email,
    first_name: person.firstName,
    last_name: person.lastName,
    status: person.status,
    last_seen_at: now,
    login_folded: fold(person.login),
    email_folded: fold(person.email),
    name_folded: fold(`${person.firstName} ${person.lastName}`),
    last_name_folded: fold(person.lastName),
  }
}

const personSchema = z.object({
  person_id: z.string(),
  provider: z.string(),
  login: z.string(),
  email: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  status: oneOf<PersonStatus>({
    STAGED: true,
    PROVISIONED: true,
    ACTIVE: true,
    RECOVERY: true,
    PASSWORD_EXPIRED: true,
    LOCKED_OUT: true,
    SUSPENDED: true,
    DEPROVISIONED: true,
    UNKNOWN: true,
  }),
  last_seen_at: z.number().int(),
})

/** The person as the window knows them. Throws ProcedureError `row-unreadable`. */
export function knownPersonOf(stored: Selectable<PersonTable>): KnownPerson {
  const row = readRow('people', stored.id, personSchema, stored)
  return {
    id: row.person_id,
    provider: row.provider,
    login: row.login,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    status: row.status,
    lastSeenAt: row.last_seen_at,
  }
}
