import type { Kysely, Selectable } from 'kysely'
import type {
  Act,
  Issuance,
  IssuanceState,
  Person,
  SecurityKey,
  Template,
} from '../../shared/records.ts'
import type { DataKeyKeeper } from './data-key.ts'
import type { IssuanceTable, Schema } from './schema.ts'

/** What becomes known of an issuance as its procedure goes on. `undefined` leaves a column as it is. */
export interface IssuanceChanges {
  readonly state?: IssuanceState
  readonly act?: Act | null
  readonly rpId?: string
  readonly factorId?: string | null
  /** base64url */
  readonly credentialId?: string
  /** COSE_Key, base64url */
  readonly publicKey?: string
  readonly key?: SecurityKey
  /** Maker and serial number; null for a key without one. */
  readonly keyIdentity?: string | null
  /** UTF-8; sealed before it is written. `null` purges it. */
  readonly pin?: Uint8Array | null
}

/** What an issuance starts as: planned, for a person, by a template. */
export interface IssuanceDraft {
  readonly id: string
  readonly procedure: string
  readonly person: Person
  readonly provider: string
  readonly template: Template
}

/** The rows of the registry. Every method commits before it resolves. */
export class Issuances {
  readonly #db: Kysely<Schema>
  readonly #keeper: DataKeyKeeper
  readonly #now: () => number

  constructor(db: Kysely<Schema>, keeper: DataKeyKeeper, now: () => number) {
    this.#db = db
    this.#keeper = keeper
    this.#now = now
  }

  async create(draft: IssuanceDraft): Promise<void> {
    const { person } = draft
    const now = this.#now()
    await this.#db
      .insertInto('issuances')
      .values({
        id: draft.id,
        procedure: draft.procedure,
        state: 'planned',
        provider: draft.provider,
        person_id: person.id,
        login: person.login,
        person_name: `${person.firstName} ${person.lastName}`.trim(),
        template: JSON.stringify(draft.template),
        created_at: now,
        updated_at: now,
      })
      .execute()
  }

  async update(id: string, changes: IssuanceChanges): Promise<void> {
    const { pin } = changes
    const sealed = pin instanceof Uint8Array ? await this.#sealPin(id, pin) : pin
    await this.#db
      .updateTable('issuances')
      .set({ ...columnsOf(changes), ...sealedPin(sealed), updated_at: this.#now() })
      .where('id', '=', id)
      .execute()
  }

  async find(id: string): Promise<Issuance | null> {
    const row = await this.#db
      .selectFrom('issuances')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst()
    return row ? issuanceOf(row) : null
  }

  /** The newest first. */
  async listRecent(limit: number): Promise<readonly Issuance[]> {
    const rows = await this.#db
      .selectFrom('issuances')
      .selectAll()
      .orderBy('updated_at', 'desc')
      .limit(limit)
      .execute()
    return rows.map(issuanceOf)
  }

  /** Rows that name an act whose end was never written. */
  async listUnfinished(): Promise<readonly Issuance[]> {
    const rows = await this.#db
      .selectFrom('issuances')
      .selectAll()
      .where('act', 'is not', null)
      .orderBy('updated_at', 'desc')
      .execute()
    return rows.map(issuanceOf)
  }

  /** What a key holds as far as this registry knows, the newest first; nothing is known of null. */
  async listOnKey(keyIdentity: string | null): Promise<readonly Issuance[]> {
    const rows = await this.#db
      .selectFrom('issuances')
      .selectAll()
      .where('key_identity', '=', keyIdentity)
      .where('state', 'in', ['issued', 'active', 'inactive', 'unfinished'])
      .orderBy('updated_at', 'desc')
      .execute()
    return rows.map(issuanceOf)
  }

  /** The key was wiped: no PIN that was on it opens anything, but that of the row it is used for now. */
  async purgePinsOnKey(keyIdentity: string | null, exceptId: string): Promise<void> {
    await this.#db
      .updateTable('issuances')
      .set({ sealed_pin: null })
      .where('key_identity', '=', keyIdentity)
      .where('id', '!=', exceptId)
      .execute()
  }

  /** The sealed PIN, opened. The caller zeroes it. */
  async openPin(id: string): Promise<Uint8Array | null> {
    const row = await this.#db
      .selectFrom('issuances')
      .select('sealed_pin')
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row?.sealed_pin) return null
    return (await this.#keeper.cipher()).open(row.sealed_pin, pinAddress(id))
  }

  async #sealPin(id: string, pin: Uint8Array): Promise<string> {
    return (await this.#keeper.cipher()).seal(pin, pinAddress(id))
  }
}

const pinAddress = (row: string) => ({ table: 'issuances', column: 'sealed_pin', row })

const sealedPin = (sealed: string | null | undefined) =>
  sealed === undefined ? {} : { sealed_pin: sealed }

function columnsOf({ key, ...changes }: IssuanceChanges): Partial<IssuanceTable> {
  return withoutUndefined({
    state: changes.state,
    act: changes.act,
    rp_id: changes.rpId,
    factor_id: changes.factorId,
    credential_id: changes.credentialId,
    public_key: changes.publicKey,
    key_identity: changes.keyIdentity,
    aaguid: key?.aaguid,
    key_serial: key?.serial,
    key_product: key?.product,
  })
}

function withoutUndefined<T extends object>(
  columns: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(columns).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

function issuanceOf(row: Selectable<IssuanceTable>): Issuance {
  return {
    id: row.id,
    state: row.state,
    act: row.act,
    personId: row.person_id,
    login: row.login,
    personName: row.person_name,
    provider: row.provider,
    rpId: row.rp_id,
    factorId: row.factor_id,
    credentialId: row.credential_id,
    aaguid: row.aaguid,
    keySerial: row.key_serial,
    keyProduct: row.key_product,
    hasSealedPin: row.sealed_pin !== null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
