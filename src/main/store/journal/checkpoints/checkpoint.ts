import { createPublicKey, hash, verify as isSignedBy } from 'node:crypto'
import type { Place } from '../entry.ts'
import type { HeadSigner } from '../head.ts'

// A checkpoint is a signed note (C2SP signed-note, https://c2sp.org/signed-note): three lines that say whose
// journal it is, how many entries it has and the hash of the last, and one line that signs them. It proves
// outside the station that the journal had come this far.

/** Before the fingerprint of the station's key, in the first line. */
const originPrefix = 'keydesk-journal/'
const signaturePrefix = '\u2014 '
/** Of signed-note: Ed25519. */
const algorithm = 1

/** Names a station's journal by its key (SPKI DER): the first 16 hex digits of its SHA-256. */
export function originOfKey(publicKey: Uint8Array): string {
  return originPrefix + hash('sha256', publicKey).slice(0, 16)
}

/** The text of a checkpoint. */
export function writeCheckpoint({ seq, hash: end }: Place, signer: HeadSigner): string {
  const origin = originOfKey(signer.publicKey)
  const text = `${origin}\n${seq}\n${Buffer.from(end, 'hex').toString('base64')}\n`
  const signature = signer.sign(Buffer.from(text))
  const line = Buffer.concat([keyId(origin, signer.publicKey), signature]).toString('base64')
  return `${text}\n${signaturePrefix}${origin} ${line}\n`
}

/** What a checkpoint says: of whose journal, and where it stood. */
export interface Checkpoint extends Place {
  readonly origin: string
}

/** Reads a checkpoint, and whether this key signed it; null for a text that is none. */
export function readCheckpoint(
  text: string,
  publicKey: Uint8Array,
): { readonly checkpoint: Checkpoint; readonly isSigned: boolean } | null {
  const match = /^(\S+)\n(0|[1-9]\d{0,14})\n(\S+)\n\n\u2014 (\S+) (\S+)\n$/.exec(text)
  const [, origin = '', seq = '', end = '', name = '', line = ''] = match ?? []
  const bytes = Buffer.from(end, 'base64')
  if (!match || bytes.length !== 32) return null
  const checkpoint = { origin, seq: Number(seq), hash: bytes.toString('hex') }
  const note = Buffer.from(text.slice(0, text.indexOf('\n\n') + 1))
  const isSigned =
    name === origin && isSignedLine(Buffer.from(line, 'base64'), note, origin, publicKey)
  return { checkpoint, isSigned }
}

function isSignedLine(
  line: Buffer,
  note: Uint8Array,
  origin: string,
  publicKey: Uint8Array,
): boolean {
  if (origin !== originOfKey(publicKey)) return false
  if (!line.subarray(0, 4).equals(keyId(origin, publicKey))) return false
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' })
  return isSignedBy(null, note, key, line.subarray(4))
}

/** The first four bytes of SHA-256 over the name, a line end, the algorithm and the raw key. */
function keyId(origin: string, publicKey: Uint8Array): Buffer {
  // An Ed25519 SPKI ends with the 32 bytes of the key (RFC 8410 section 4).
  const raw = publicKey.subarray(-32)
  const text = Buffer.concat([Buffer.from(`${origin}\n`), Buffer.from([algorithm]), raw])
  return Buffer.from(hash('sha256', text, 'buffer')).subarray(0, 4)
}
