import { verify as isSignedBy, type KeyObject } from 'node:crypto'
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

/** How far the station has signed the chain: without it a cut tail would not show. */
export interface AuditHead {
  readonly seq: number
  readonly hash: string
  /** Ed25519 over `signedText`, base64. */
  readonly signature: string
  /** SPKI DER, base64. */
  readonly public_key: string
}

/** What verifying found: the whole chain, or the first place where it does not hold. */
export type Verdict =
  | {
      readonly intact: true
      readonly entries: number
      /** What came after was written while the station could not open its key. */
      readonly signedUpTo: number
    }
  | {
      readonly intact: false
      /** The entry that was changed or moved, the place of one that is missing, or the head's. */
      readonly seq: number
      readonly fault: 'entry' | 'tail' | 'head'
    }

/** Checks a chain, entry by entry, as it is read. */
export class ChainCheck {
  readonly #head: AuditHead | null
  #hash = genesis
  #seq = 0
  #hashAtHead: string | null = null

  constructor(head: AuditHead | null) {
    this.#head = head
  }

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
    if (seq === this.#head?.seq) this.#hashAtHead = hash
    return true
  }

  /**
   * The verdict once every entry was accepted. `publicKey` is the station's own; a chain it has
   * signed must have a head.
   */
  conclude(publicKey: KeyObject | null): Verdict {
    const entries = this.#seq
    const head = this.#head
    if (head === null) {
      const wasNeverSigned = publicKey === null || entries === 0
      if (wasNeverSigned) return { intact: true, entries, signedUpTo: 0 }
      return { intact: false, seq: entries, fault: 'head' }
    }
    if (head.seq > entries) return { intact: false, seq: entries + 1, fault: 'tail' }
    const holds = head.hash === this.#hashAtHead && publicKey !== null && isSigned(head, publicKey)
    if (holds) return { intact: true, entries, signedUpTo: head.seq }
    return { intact: false, seq: head.seq, fault: 'head' }
  }
}

/** What a head's signature covers. */
export function signedText(seq: number, hash: string): Uint8Array {
  return Buffer.from(`keydesk audit head\n${seq}\n${hash}`)
}

/** Two columns repeat what the body says, to be searched by. */
function isToldTwiceAlike({ fact, issuance_id, body }: StoredEntry): boolean {
  const told = JSON.parse(body) as AuditFact
  return told.fact === fact && told.issuanceId === issuance_id
}

function isSigned({ seq, hash, signature }: AuditHead, publicKey: KeyObject): boolean {
  return isSignedBy(null, signedText(seq, hash), publicKey, Buffer.from(signature, 'base64'))
}
