import { createPublicKey, verify as isSignedBy, type KeyObject } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { AuditHeadTable, Schema } from '../schema.ts'
import type { Place } from './entry.ts'

/**
 * How far the station has signed the chain: without it a cut tail would not show. `signature` is
 * Ed25519 over `signedText`, `public_key` SPKI DER, both base64.
 */
export type AuditHead = Omit<AuditHeadTable, 'id' | 'seq'> & {
  readonly id: string
  readonly seq: string
}

/** The station's own key, to sign heads with. */
export interface HeadSigner {
  sign(text: Uint8Array): Uint8Array
  /** SPKI DER */
  readonly publicKey: Uint8Array
}

/** The one head a journal has. */
export const headId = 1

/** Every head that stands in the table; numbers as text, for one that was changed may be too great. */
export async function readHeads(db: Kysely<Schema>): Promise<readonly AuditHead[]> {
  return await db
    .selectFrom('audit_head')
    .select(sql<string>`cast(id as text)`.as('id'))
    .select(sql<string>`cast(seq as text)`.as('seq'))
    .select(['hash', 'signature', 'public_key'])
    .execute()
}

/** Signs a place as the journal's end. */
export async function writeHead(
  db: Kysely<Schema>,
  { seq, hash }: Place,
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

/** What a head's signature covers. */
function signedText(seq: number | string, hash: string): Uint8Array {
  return Buffer.from(`keydesk audit head\n${seq}\n${hash}`)
}

/** Whether it is signed by this very key (SPKI DER in base64), to the last bit. */
export function isSignedWith(head: AuditHead, publicKey: string): boolean {
  const signature = Buffer.from(head.signature, 'base64')
  const isExact =
    head.id === String(headId) &&
    signature.toString('base64') === head.signature &&
    head.public_key === publicKey
  const key = isExact ? publicKeyOf(Buffer.from(publicKey, 'base64')) : null
  return key !== null && isSignedBy(null, signedText(head.seq, head.hash), key, signature)
}

function publicKeyOf(der: Buffer): KeyObject | null {
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' })
  } catch {
    return null
  }
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
