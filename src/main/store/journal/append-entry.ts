import type { Transaction } from 'kysely'
import type { Schema } from '../schema.ts'
import { lastEntry, stands } from './entries.ts'
import { genesis, hashOf, type AuditFact, type Place } from './entry.ts'
import { isSignedWith, readHeads, writeHead } from './head.ts'
import type { Standing } from './standing.ts'
import { repeatedColumns } from './stored-entry.ts'

/** A fact that is about to be written down, and when: epoch milliseconds. */
export interface NewEntry {
  readonly at: number
  readonly fact: AuditFact
}

/**
 * Writes one entry. Where the journal ends as the station signed it, the signed end moves on with the
 * entry, and its place is returned. A journal that was tampered with takes entries all the same, behind
 * what the station knows of, so that no entry of somebody else's ever gets a successor; its signed end
 * stays where it is, and null is returned.
 */
export async function appendEntry(
  trx: Transaction<Schema>,
  standing: Standing,
  { at, fact }: NewEntry,
): Promise<Place | null> {
  const base = await signedEnd(trx, standing)
  const before = base ?? (await furthest(trx, standing))
  const seq = before.seq + 1
  const body = JSON.stringify(fact)
  const place = { seq, hash: hashOf(before.hash, seq, at, body) }
  await trx
    .insertInto('audit')
    .values({ ...place, at, body, ...repeatedColumns(fact) })
    .execute()
  if (!base || !standing.signer) return null
  await writeHead(trx, place, standing.signer)
  return place
}

/** Where the journal ends, if it ends as this station signed it and went on from what it remembers. */
async function signedEnd(trx: Transaction<Schema>, standing: Standing): Promise<Place | null> {
  const { signer, remembered } = standing
  if (!signer || !remembered) return null
  const last = await lastEntry(trx)
  const [head, ...others] = await readHeads(trx)
  if (!head) return !last && remembered.seq === 0 ? { seq: 0, hash: genesis } : null
  const isOurs = others.length === 0 && isSignedWith(head, remembered.publicKey)
  const isEnd = last !== undefined && head.seq === String(last.seq) && head.hash === last.hash
  const goesOn = last !== undefined && last.seq >= remembered.seq && (await stands(trx, remembered))
  return isOurs && isEnd && goesOn ? last : null
}

/** The last place that anybody says there was: an entry after it can follow from nothing forged. */
async function furthest(trx: Transaction<Schema>, { remembered }: Standing): Promise<Place> {
  const heads = await readHeads(trx)
  const signed = heads
    .filter((head) => remembered !== null && isSignedWith(head, remembered.publicKey))
    .map(({ seq, hash }) => ({ seq: Number(seq), hash }))
  const last = await lastEntry(trx)
  const places = [...(remembered ? [remembered] : []), ...signed, ...(last ? [last] : [])]
  const nothing: Place = { seq: 0, hash: genesis }
  return places.reduce((one, other) => (other.seq > one.seq ? other : one), nothing)
}
