import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from '../store/schema.ts'
import { ChainCheck, signedText, type AuditHead, type StoredEntry, type Verdict } from './chain.ts'
import { genesis, hashOf, type AuditEntry, type AuditFact } from './entry.ts'

/** Signs heads; null where the station has no key store to keep the key in. */
export type HeadSigner = () => Promise<{
  readonly sign: (text: Uint8Array) => Uint8Array
  /** SPKI DER */
  readonly publicKey: Uint8Array
} | null>

const pageSize = 10_000
const headId = 1

/** The append-only journal of what happened. */
export class Journal {
  readonly #db: Kysely<Schema>
  readonly #now: () => number
  readonly #signer: HeadSigner

  constructor(db: Kysely<Schema>, now: () => number, signer: HeadSigner) {
    this.#db = db
    this.#now = now
    this.#signer = signer
  }

  /** Appends one fact and signs the new head in one commit. */
  async append(fact: AuditFact): Promise<void> {
    const at = this.#now()
    const body = JSON.stringify(fact)
    const signer = await this.#signer()
    await this.#db.transaction().execute(async (trx) => {
      const last = await lastEntry(trx)
      const seq = (last?.seq ?? 0) + 1
      const hash = hashOf(last?.hash ?? genesis, seq, at, body)
      const row = { seq, at, fact: fact.fact, issuance_id: fact.issuanceId, body, hash }
      await trx.insertInto('audit').values(row).execute()
      const head = {
        seq,
        hash,
        signature: signer ? base64(signer.sign(signedText(seq, hash))) : null,
        public_key: signer ? base64(signer.publicKey) : null,
      }
      await trx
        .insertInto('audit_head')
        .values({ id: headId, ...head })
        .onConflict((clause) => clause.column('id').doUpdateSet(head))
        .execute()
    })
  }

  /** The newest entries first. */
  async list(limit: number): Promise<readonly AuditEntry[]> {
    const rows = await this.#db
      .selectFrom('audit')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute()
    return rows.map(entryOf)
  }

  /** Every entry from the first, page by page. */
  async *read(): AsyncGenerator<AuditEntry> {
    for await (const page of this.#pages()) yield* page.map(entryOf)
  }

  /** Walks the chain from the start to its signed head, and names the first place that does not hold. */
  async verify(): Promise<Verdict> {
    const check = new ChainCheck()
    for await (const page of this.#pages()) {
      const wrong = page.find((entry) => !check.accept(entry))
      if (wrong) return { intact: false, seq: check.seq + 1, fault: 'entry' }
    }
    const head = await this.#db.selectFrom('audit_head').selectAll().executeTakeFirst()
    return check.conclude(head ?? null, head ? await this.#publicKey(head) : null)
  }

  async *#pages(): AsyncGenerator<readonly StoredEntry[]> {
    for (let after = -1; ;) {
      const page = await this.#db
        .selectFrom('audit')
        .selectAll()
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(pageSize)
        .execute()
      const last = page.at(-1)
      if (!last) return
      yield page
      after = last.seq
    }
  }

  /** The station's own key; for a reader without the station's secrets, the one that stands there. */
  async #publicKey(head: AuditHead): Promise<KeyObject | null> {
    const own = await this.#signer().catch(() => null)
    const der = own?.publicKey ?? (head.public_key && Buffer.from(head.public_key, 'base64'))
    return der ? createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }) : null
  }
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

function entryOf({ seq, at, body, hash }: StoredEntry): AuditEntry {
  return { seq, at, hash, fact: JSON.parse(body) as AuditFact }
}
