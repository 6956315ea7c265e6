import type { Kysely, Transaction } from 'kysely'
import type { AuditVerdict } from '../../../shared/housekeeping.ts'
import type { Page } from '../../../shared/pages.ts'
import type { Schema } from '../schema.ts'
import { appendEntry } from './append-entry.ts'
import { compareWith, type Comparison } from './checkpoints/against.ts'
import { leaveCheckpoint } from './checkpoints/checkpoint-folder.ts'
import type { AuditEntry, AuditFact } from './entry.ts'
import { pageOfJournal, type JournalFilter } from './journal-page.ts'
import { openStanding, type OpenSigner, type Standing } from './standing.ts'
import { entryOf, selectStored } from './stored-entry.ts'
import { pagesOf, verifyChain } from './verify-chain.ts'
import type { Witness } from './witness.ts'

/** What a journal stands on beside its own table. */
export interface JournalEdges {
  readonly now: () => number
  readonly openSigner: OpenSigner
  readonly witness: Witness
}

/** The append-only journal of what happened. */
export class Journal {
  readonly #db: Kysely<Schema>
  readonly #edges: JournalEdges
  #standing: Promise<Standing> | null = null

  constructor(db: Kysely<Schema>, edges: JournalEdges) {
    this.#db = db
    this.#edges = edges
  }

  /**
   * Appends one fact and signs the chain up to it in the same commit; what is remembered of it outside
   * follows. Throws ProcedureError `secrets-unavailable` where the station's key cannot be had.
   */
  async append(fact: AuditFact): Promise<void> {
    await this.appendOf(() => Promise.resolve(fact))
  }

  /** As `append`, of what is done in the same commit: `work` does it, and says what it was. */
  async appendOf(work: (trx: Transaction<Schema>) => Promise<AuditFact>): Promise<void> {
    const at = this.#edges.now()
    // Before the transaction: it has the only connection, and opening the key reads the registry.
    const standing = await this.#stand()
    const place = await this.#db
      .transaction()
      .execute(async (trx) => appendEntry(trx, standing, { at, fact: await work(trx) }))
    if (place) await standing.remember(place)
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
    for await (const page of pagesOf(this.#db)) yield* page.map(entryOf)
  }

  /** Walks the chain from the start, and names the first place that does not hold. Never throws for it. */
  async verify(): Promise<AuditVerdict> {
    // Anew, not as it was when the first entry was written.
    return await verifyChain(this.#db, await this.#openStanding())
  }

  /**
   * Leaves a checkpoint of where the journal stands in a folder: the name of its file, or null where there is
   * nothing yet, or nothing this station can sign. Throws what the file system says.
   */
  async leaveCheckpoint(folder: string): Promise<string | null> {
    const { signer, remembered } = await this.#openStanding()
    if (!signer || !remembered || remembered.seq === 0) return null
    return await leaveCheckpoint(folder, remembered, signer)
  }

  /** Holds the journal against checkpoints that left the station; null where its key cannot be had. */
  async compareWith(folder: string): Promise<Comparison | null> {
    const { remembered } = await this.#openStanding()
    if (!remembered) return null
    return await compareWith(this.#db, folder, Buffer.from(remembered.publicKey, 'base64'))
  }

  async #stand(): Promise<Standing> {
    this.#standing ??= this.#openStanding()
    try {
      return await this.#standing
    } catch (error) {
      this.#standing = null
      throw error
    }
  }

  #openStanding(): Promise<Standing> {
    const { openSigner, witness } = this.#edges
    return openStanding(this.#db, openSigner, witness)
  }

  #newestFirst() {
    return selectStored(this.#db).orderBy('audit.seq', 'desc')
  }
}
