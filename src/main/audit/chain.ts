import { verify as verifySignature, type KeyObject } from 'node:crypto'
import { genesis, hashOf, type AuditFact } from './entry.ts'

/** An entry as the registry's table holds it. */
export interface StoredEntry {
  readonly seq: number
  readonly at: number
  readonly fact: string
  readonly issuance_id: string | null
  readonly body: string
  readonly hash: string
}

/** The end of the chain, signed by the station: without it a cut tail would not show. */
export interface AuditHead {
  readonly seq: number
  readonly hash: string
  /** Ed25519 over `signedText`, base64; null from a station without a key store. */
  readonly signature: string | null
  /** SPKI DER, base64. */
  readonly public_key: string | null
}

/** What verifying found: the whole chain, or the first place where it does not hold. */
export type Verdict =
  | { readonly intact: true; readonly entries: number; readonly isSigned: boolean }
  | {
      readonly intact: false
      /** The entry that was changed or moved, the place of one that is missing, or the head's. */
      readonly seq: number
      readonly fault: 'entry' | 'tail' | 'head'
    }

/** Checks a chain, entry by entry, as it is read. */
export class ChainCheck {
  #hash = genesis
  #seq = 0

  get seq(): number {
    return this.#seq
  }

  /** Whether this entry follows from the one before. */
  accept(entry: StoredEntry): boolean {
    const { seq, at, body, hash } = entry
    const follows = seq === this.#seq + 1 && hash === hashOf(this.#hash, seq, at, body)
    if (!follows || !isToldTwiceAlike(entry)) return false
    this.#seq = seq
    this.#hash = hash
    return true
  }

  /** The verdict once every entry was accepted. */
  conclude(head: AuditHead | null, publicKey: KeyObject | null): Verdict {
    const entries = this.#seq
    if (head === null) {
      return entries === 0 ? whole(0, false) : { intact: false, seq: entries, fault: 'head' }
    }
    if (head.seq > entries) return { intact: false, seq: entries + 1, fault: 'tail' }
    const holds = head.seq === entries && head.hash === this.#hash && isSignedRight(head, publicKey)
    return holds
      ? whole(entries, head.signature !== null)
      : { intact: false, seq: head.seq, fault: 'head' }
  }
}

/** What a head's signature covers. */
export function signedText(seq: number, hash: string): Uint8Array {
  return Buffer.from(`keydesk audit head\n${seq}\n${hash}`)
}

const whole = (entries: number, isSigned: boolean): Verdict => ({ intact: true, entries, isSigned })

/** Two columns repeat what the body says, to be searched by. */
function isToldTwiceAlike({ fact, issuance_id, body }: StoredEntry): boolean {
  const told = JSON.parse(body) as AuditFact
  return told.fact === fact && told.issuanceId === issuance_id
}

function isSignedRight({ seq, hash, signature }: AuditHead, publicKey: KeyObject | null): boolean {
  if (signature === null || publicKey === null) return signature === null && publicKey === null
  return verifySignature(null, signedText(seq, hash), publicKey, Buffer.from(signature, 'base64'))
}
