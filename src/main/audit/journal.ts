import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from '../store/schema.ts'
import { ChainCheck, signedText, type AuditHead, type StoredEntry, type Verdict } from './chain.ts'
import { genesis, hashOf, type AuditEntry, type AuditFact } from './entry.ts'

/** The station's own key, to sign heads with. */
export interface HeadSigner {
  sign(text: Uint8Array): Uint8Array
  /** SPKI DER */
  readonly publicKey: Uint8Array
}

/** Opens the station's key; `make` false: only one that is there. Null where it cannot be opened. */
export type OpenSigner = (make: boolean) => Promise<HeadSigner | null>

const pageSize = 10_000
const headId = 1

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
      const row = { seq, at, fact: fact.fact, issuance_id: fact.issuanceId, body, hash }
      await trx.insertInto('audit').values(row).execute()
      if (signer) await moveHead(trx, seq, hash, signer)
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

  /** Walks the chain from the start, and names the first place that does not hold. */
  async verify(): Promise<Verdict> {
    const head = (await this.#db.selectFrom('audit_head').selectAll().executeTakeFirst()) ?? null
    const check = new ChainCheck(head)
    for await (const page of this.#pages()) {
      const wrong = page.find((entry) => !check.accept(entry))
      if (wrong) return { intact: false, seq: check.seq + 1, fault: 'entry' }
    }
    return check.conclude(await this.#publicKey(head))
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
  async #publicKey(head: AuditHead | null): Promise<KeyObject | null> {
    const own = await this.#openSigner(false)
    const der = own?.publicKey ?? (head && Buffer.from(head.public_key, 'base64'))
    return der ? createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }) : null
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

function entryOf({ seq, at, body, hash }: StoredEntry): AuditEntry {
  return { seq, at, hash, fact: JSON.parse(body) as AuditFact }
}
