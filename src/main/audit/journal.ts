import { sql, type Kysely, type Transaction } from 'kysely'
import type { Page } from '../../shared/pages.ts'
import type { Schema } from '../store/schema.ts'
import { ChainCheck, headId, signedText, type AuditHead, type Verdict } from './chain.ts'
import { genesis, hashOf, type AuditEntry, type AuditFact } from './entry.ts'
import { pageOfJournal, type JournalFilter } from './journal-page.ts'
import { entryOf, repeatedColumns, selectStored, type StoredEntry } from './stored-entry.ts'

/** The station's own key, to sign heads with. */
export interface HeadSigner {
  sign(text: Uint8Array): Uint8Array
  /** SPKI DER */
  readonly publicKey: Uint8Array
}

/** Opens the station's key; `make` false: only one that is there. Null where it cannot be opened. */
export type OpenSigner = (make: boolean) => Promise<HeadSigner | null>

/** Larger pages take longer: their rows outlive the first collection of garbage. */
const pageSize = 1_000

/** The append-only journal of what happened. */
export class Journal {
  readonly #db: Kysely<Schema>
  readonly #now: () => number
  readonly #openSigner: OpenSigner

  constructor(db: Kysely<Schema>, now: () => number, openSigner: OpenSigner) {
    this.#db = db
    this.#now = now
    this.#openSigner = openSigner
  }

  /** Appends one fact and signs the chain up to it in the same commit. */
  async append(fact: AuditFact): Promise<void> {
    const at = this.#now()
    const body = JSON.stringify(fact)
    // Before the transaction: it has the only connection, and opening the key reads the registry.
    const signer = await this.#openSigner(true)
    await this.#db.transaction().execute(async (trx) => {
      const last = await lastEntry(trx)
      const seq = (last?.seq ?? 0) + 1
      const hash = hashOf(last?.hash ?? genesis, seq, at, body)
      await trx
        .insertInto('audit')
        .values({ seq, at, body, hash, ...repeatedColumns(fact) })
        .execute()
      if (signer) await moveHead(trx, seq, hash, signer)
    })
  }

  /** The newest entries first. */
  async list(limit: number): Promise<readonly AuditEntry[]> {
    const rows = await this.#newestFirst().limit(limit).execute()
    return rows.map(entryOf)
  }

  /** What is said of these issuances, the newest first. */
  async listOf(issuanceIds: readonly string[], limit: number): Promise<readonly AuditEntry[]> {
    if (issuanceIds.length === 0) return []
    const rows = await this.#newestFirst()
      .where('issuance_id', 'in', issuanceIds)
      .limit(limit)
      .execute()
    return rows.map(entryOf)
  }

  /** A part of the journal, the newest first. */
  async page(filter: JournalFilter): Promise<Page<AuditEntry>> {
    return await pageOfJournal(this.#db, filter)
  }

  /** Every entry from the first, page by page. */
  async *read(): AsyncGenerator<AuditEntry> {
    for await (const page of this.#pages()) yield* page.map(entryOf)
  }

  /** Walks the chain from the start, and names the first place that does not hold. Never throws for it. */
  async verify(): Promise<Verdict> {
    const [head = null, ...others] = await this.#heads()
    const check = new ChainCheck(head)
    for await (const page of this.#pages()) {
      const wrong = page.find((entry) => !check.accept(entry))
      if (wrong) return { intact: false, seq: check.seq + 1, fault: 'entry' }
    }
    if (others.length > 0) return { intact: false, seq: check.seq, fault: 'head' }
    return check.conclude((await this.#openSigner(false))?.publicKey ?? null)
  }

  async #heads(): Promise<AuditHead[]> {
    return await this.#db
      .selectFrom('audit_head')
      .select(sql<string>`cast(id as text)`.as('id'))
      .select(sql<string>`cast(seq as text)`.as('seq'))
      .select(['hash', 'signature', 'public_key'])
      .execute()
  }

  async *#pages(): AsyncGenerator<readonly StoredEntry[]> {
    let query = selectStored(this.#db).orderBy('audit.seq').limit(pageSize)
    for (;;) {
      const page = await query.execute()
      if (page.length === 0) return
      yield page
      const after = Number(page.at(-1)?.seq)
      // A number no journal ever counts to was put there; what stands after it cannot be asked for.
      if (!Number.isSafeInteger(after)) return
      query = query.clearWhere().where('audit.seq', '>', after)
    }
  }

  #newestFirst() {
    return selectStored(this.#db).orderBy('audit.seq', 'desc')
  }
}

async function moveHead(
  db: Transaction<Schema>,
  seq: number,
  hash: string,
  signer: HeadSigner,
): Promise<void> {
  const signature = base64(signer.sign(signedText(seq, hash)))
  const head = { seq, hash, signature, public_key: base64(signer.publicKey) }
  await db
    .insertInto('audit_head')
    .values({ id: headId, ...head })
    .onConflict((clause) => clause.column('id').doUpdateSet(head))
    .execute()
}

async function lastEntry(db: Transaction<Schema>) {
  return await db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
