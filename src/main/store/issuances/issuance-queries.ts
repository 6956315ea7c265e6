import type { ExpressionBuilder, Kysely, Selectable } from 'kysely'
import type { Page, PageRequest } from '../../../shared/pages.ts'
import type { Issuance, IssuanceState } from '../../../shared/records.ts'
import type { KeyRemark } from '../../../shared/remarks.ts'
import { readRow } from '../rows/read-row.ts'
import type { UnreadableRows } from '../rows/unreadable-rows.ts'
import type { IssuanceTable, Schema } from '../schema.ts'
import { pageOfIssuances } from './issuance-pages.ts'
import { issuanceOf } from './issuance-row.ts'
import { remarksOfRow } from './issuance-schema.ts'

/** The states of what was issued, or begun, and is not over. */
const live: readonly IssuanceState[] = ['issued', 'active', 'inactive', 'unfinished']

/** Also one that was made there, and whose row found no room for what became of it. */
function mayBeOnKey(row: ExpressionBuilder<Schema, 'issuances'>) {
  return row.or([
    row('state', 'in', live),
    row.and([row('state', '=', 'planned'), row('on_key', '!=', 'nothing')]),
  ])
}

/** A line of replacements is followed this far, each way. */
const longestLine = 100

/** What can be asked of the rows of the registry. */
export class IssuanceQueries {
  readonly #db: Kysely<Schema>
  readonly #unreadable: UnreadableRows

  constructor(db: Kysely<Schema>, unreadable: UnreadableRows) {
    this.#db = db
    this.#unreadable = unreadable
  }

  /** Throws ProcedureError `row-unreadable`, as do all that ask for one row, or for all of one key or bundle. */
  async find(id: string): Promise<Issuance | null> {
    const row = await this.#rows().where('id', '=', id).executeTakeFirst()
    return row ? issuanceOf(row) : null
  }

  /** COSE_Key in base64url; null before there is one. */
  async publicKeyOf(id: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('issuances')
      .select('public_key')
      .where('id', '=', id)
      .executeTakeFirst()
    return row?.public_key ?? null
  }

  /** What spoke against the key in what it showed when these were issued. */
  async remarksOf(ids: readonly string[]): Promise<readonly KeyRemark[]> {
    if (ids.length === 0) return []
    const rows = await this.#db
      .selectFrom('issuances')
      .select(['id', 'remarks'])
      .where('id', 'in', ids)
      .execute()
    return rows.flatMap((row) => readRow('issuances', row.id, remarksOfRow, row).remarks ?? [])
  }

  /** Whether the attestation is kept for the record. */
  async hasAttestation(id: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('issuances')
      .select('id')
      .where('id', '=', id)
      .where('sealed_attestation', 'is not', null)
      .executeTakeFirst()
    return row !== undefined
  }

  async findByCredentialId(credentialId: string): Promise<Issuance | null> {
    const row = await this.#newestFirst()
      .where('credential_id', '=', credentialId)
      .executeTakeFirst()
    return row ? issuanceOf(row) : null
  }

  /** The last changed first. */
  async listRecent(limit: number): Promise<readonly Issuance[]> {
    return this.#readable(await this.#newestFirst().limit(limit).execute())
  }

  /** Rows that name an act whose end was never written. */
  async listUnfinished(): Promise<readonly Issuance[]> {
    const rows = await this.#newestFirst().where('act', 'is not', null).execute()
    return this.#readable(rows)
  }

  /** What a key holds as far as this registry knows, the newest first; nothing is known of null. */
  async listOnKey(keyIdentity: string | null): Promise<readonly Issuance[]> {
    const rows = await this.#newestFirst()
      .where('key_identity', '=', keyIdentity)
      .where(mayBeOnKey)
      .execute()
    return rows.map(issuanceOf)
  }

  /** What a key holds or ever held, the newest first. */
  async listEverOnKey(keyIdentity: string): Promise<readonly Issuance[]> {
    const rows = await this.#newestFirst().where('key_identity', '=', keyIdentity).execute()
    return this.#readable(rows)
  }

  /** What keys of this model hold that cannot be told from each other, the newest first. */
  async listWithoutIdentity(aaguid: string): Promise<readonly Issuance[]> {
    const rows = await this.#newestFirst()
      .where('key_identity', 'is', null)
      .where('aaguid', '=', aaguid)
      .where(mayBeOnKey)
      .execute()
    return this.#readable(rows)
  }

  /**
   * What a reset of its key revoked, with that of the same issuance, and did not come to erase: the
   * newest first.
   */
  async listGivenUp(keyIdentity: string | null, aaguid: string): Promise<readonly Issuance[]> {
    const rows = await this.#newestFirst()
      .where('state', '=', 'revoked')
      .where('on_key', '=', 'credential')
      .where('key_identity', keyIdentity === null ? 'is' : '=', keyIdentity)
      .where('aaguid', '=', aaguid)
      .where('bundle_id', 'in', (issuances) =>
        issuances
          .selectFrom('issuances as later')
          .innerJoin('issuances as former', 'former.id', 'later.former_id')
          .select('former.bundle_id')
          .where('later.procedure', '=', 'reset-pin'),
      )
      .execute()
    return this.#readable(rows)
  }

  /** What a person holds, the newest first. */
  async listOfPerson(personId: string, provider: string): Promise<readonly Issuance[]> {
    const rows = await this.#newestFirst()
      .where('person_id', '=', personId)
      .where('provider', '=', provider)
      .where('state', 'in', live)
      .execute()
    return this.#readable(rows)
  }

  /** The factors of a person that any row names, whatever became of it. */
  async listFactorIds(personId: string, provider: string): Promise<readonly string[]> {
    const rows = await this.#db
      .selectFrom('issuances')
      .select('factor_id')
      .where('person_id', '=', personId)
      .where('provider', '=', provider)
      .where('factor_id', 'is not', null)
      .execute()
    return rows.flatMap(({ factor_id: id }) => id ?? [])
  }

  /** What was issued in one go, the first one first. */
  async listBundle(bundleId: string): Promise<readonly Issuance[]> {
    const rows = await this.#rows()
      .where('bundle_id', '=', bundleId)
      // They are planned in one commit, at one time: the first one has given the others its name.
      .orderBy((row) => row.case().when('id', '=', bundleId).then(0).else(1).end())
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    return rows.map(issuanceOf)
  }

  /** An issuance, those it took the place of, and those that took its place: the oldest first. */
  async line(id: string): Promise<readonly Issuance[]> {
    const found = new Map<string, Issuance>()
    let ids = [id]
    let formerIds: string[] = []
    for (let step = 0; step < longestLine && ids.length + formerIds.length > 0; step++) {
      const rows = await this.#rows()
        .where((row) =>
          row.or([
            row('id', 'in', [...ids, ...formerIds]),
            ...(ids.length > 0 ? [row('former_id', 'in', ids)] : []),
          ]),
        )
        .execute()
      const fresh = this.#readable(rows).filter((one) => !found.has(one.id))
      for (const one of fresh) found.set(one.id, one)
      ids = fresh.map((one) => one.id)
      formerIds = fresh.flatMap((one) => one.formerId ?? [])
    }
    return [...found.values()].toSorted(
      (a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
    )
  }

  /** A part of the whole table. */
  async page(request: PageRequest): Promise<Page<Issuance>> {
    const { rows, total } = await pageOfIssuances(this.#db, request)
    return { rows: this.#readable(rows), total }
  }

  #readable(rows: readonly Selectable<IssuanceTable>[]): Issuance[] {
    return this.#unreadable.leaveOut(rows, issuanceOf)
  }

  #rows() {
    return this.#db.selectFrom('issuances').selectAll()
  }

  #newestFirst() {
    return this.#rows().orderBy('updated_at', 'desc').orderBy('id', 'desc')
  }
}
