import type { Kysely } from 'kysely'
import { dirname } from 'node:path'
import { ProcedureError } from '../../procedure-error.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import { createClaimant } from '../claimant.ts'
import { openFile, type OpenedFile } from '../file/opened-file.ts'
import { leaveCheckpointOf, openJournal } from '../journal/journal-keeper.ts'
import type { Journal } from '../journal/journal.ts'
import type { Schema } from '../schema.ts'
import { DataKeyKeeper } from '../sealing/data-key.ts'
import type { FieldCipher } from '../sealing/field-cipher.ts'
import { tablesOf, type Tables } from '../tables.ts'

/** A registry, and who keeps its secrets. */
export interface JoinPlace {
  readonly file: string
  readonly secrets: Secrets
}

/** One of two registries that are joined: open, its journal found intact, its sealed fields within reach. */
export interface JoinSide {
  readonly db: Kysely<Schema>
  readonly cipher: FieldCipher
  readonly claims: Tables['claims']
  readonly journal: Journal
  /** Of the key that signs its journal: SPKI DER, in base64. */
  readonly publicKey: string
}

/** Opens a side for as long as the work takes. Throws what opening does, and ProcedureError `join-refused`. */
export async function withSide<T>(
  { file, secrets }: JoinPlace,
  now: () => number,
  work: (side: JoinSide) => Promise<T>,
): Promise<T> {
  const opened = await openFile(file, secrets)
  const { db } = opened
  const keeper = new DataKeyKeeper(db, secrets, now)
  const claimant = createClaimant()
  try {
    await keeper.demandAdmission()
    await demandOpenable(opened)
    const journal = openJournal(db, opened.keepers.journal, now)
    const publicKey = await demandIntact(file, opened, journal)
    const { claims } = tablesOf({ db, keeper, claimant, now })
    const done = await work({ db, cipher: await keeper.cipher(), claims, journal, publicKey })
    await leaveCheckpointOf(journal, dirname(file))
    return done
  } finally {
    claimant.retire()
    keeper.forget()
    await db.destroy()
  }
}

/** Before the station had a key of its own, its window's key store alone opened what is sealed there. */
async function demandOpenable({ db, keepers: { secrets } }: OpenedFile): Promise<void> {
  const rows = await db
    .selectFrom('data_keys')
    .select('keeper')
    .where('id', 'in', ['fields', 'audit'])
    .execute()
  const isOurs = (keeper: string) => keeper === secrets.kind || secrets.hasSealed?.(keeper) === true
  if (rows.every(({ keeper }) => isOurs(keeper))) return
  throw new ProcedureError({ code: 'terminal-not-admitted' })
}

async function demandIntact(
  file: string,
  { keepers: { journal: keepers } }: OpenedFile,
  journal: Journal,
): Promise<string> {
  const verdict = await journal.verify()
  const remembered = verdict.intact ? await keepers.witness.read() : null
  if (!remembered) throw new ProcedureError({ code: 'join-refused', file })
  return remembered.publicKey
}
