import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from '../store/schema.ts'
import { ChainCheck, signedText, type AuditHead, type StoredEntry, type Verdict } from './chain.ts'
import { genesis, hashOf, type AuditEntry, type AuditFact } from './entry.ts'

/** Signs heads with the station's own key. */
export interface HeadSigner {
  /** Null where the station has no key store to keep its key in. */
  sign(text: Uint8Array): Promise<{ signature: Uint8Array; publicKey: Uint8Array } | null>
  /** SPKI DER; null when nothing was signed yet or the key cannot be opened. */
  publicKey(): Promise<Uint8Array | null>
}

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

  /** Appends one fact and moves the signed head in the same commit. */
  async append(fact: AuditFact): Promise<void> {
    const at = this.#now()
    const body = JSON.stringify(fact)
    // The first signature makes the key, which is a write of its own: not inside the transaction.
    await this.#signer.sign(new Uint8Array())
    await this.#db.transaction().execute(async (trx) => {
      const last = await lastEntry(trx)
      const seq = (last?.seq ?? 0) + 1
      const hash = hashOf(last?.hash ?? genesis, seq, at, body)
      const row = { seq, at, fact: fact.fact, issuance_id: fact.issuanceId, body, hash }
      await trx.insertInto('audit').values(row).execute()
      const head = await this.#headAt(seq, hash)
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

  async #headAt(seq: number, hash: string): Promise<AuditHead> {
    const signed = await this.#signer.sign(signedText(seq, hash))
    const signature = signed && base64(signed.signature)
    return { seq, hash, signature, public_key: signed && base64(signed.publicKey) }
  }

  /** The station's own key; for a reader without the station's secrets, the one that stands there. */
  async #publicKey(head: AuditHead): Promise<KeyObject | null> {
    const own = await this.#signer.publicKey()
    const der = own ?? (head.public_key && Buffer.from(head.public_key, 'base64'))
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
