import type { Kysely } from 'kysely'
import { journalFromBefore } from '../file/migrations/0006-known-journal.ts'
import type { Schema } from '../schema.ts'
import { lastEntry, stands } from './entries.ts'
import { genesis, type Place } from './entry.ts'
import { base64, isSignedWith, readHeads, writeHead, type HeadSigner } from './head.ts'
import type { Remembered } from './witness.ts'

/** Whether the journal began before its end was remembered outside the registry. */
export async function isFromBefore(db: Kysely<Schema>): Promise<boolean> {
  const mark = await db
    .selectFrom('cursors')
    .select('name')
    .where('name', '=', journalFromBefore)
    .executeTakeFirst()
  return mark !== undefined
}

/** Once its end is remembered a journal is never taken over again. */
export async function forgetBefore(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('cursors').where('name', '=', journalFromBefore).execute()
}

/**
 * What is to be remembered of a journal from before. Where its signed end holds, or nothing of it was ever
 * signed, it is signed up to its last entry; where not, it stays broken, for verifying to name.
 */
export async function takeOver(db: Kysely<Schema>, signer: HeadSigner): Promise<Remembered> {
  const publicKey = base64(signer.publicKey)
  return await db.transaction().execute(async (trx) => {
    const last = await lastEntry(trx)
    if (!last || !(await isSound(trx, publicKey, last))) {
      return { publicKey, seq: 0, hash: genesis }
    }
    await writeHead(trx, last, signer)
    return { publicKey, ...last }
  })
}

async function isSound(db: Kysely<Schema>, publicKey: string, last: Place): Promise<boolean> {
  const [head, ...others] = await readHeads(db)
  if (!head) return true
  const place = { seq: Number(head.seq), hash: head.hash }
  return (
    others.length === 0 &&
    isSignedWith(head, publicKey) &&
    place.seq <= last.seq &&
    (await stands(db, place))
  )
}
