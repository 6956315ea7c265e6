import { createPublicKey, verify as isSignedBy, type KeyObject } from 'node:crypto'
import type { AuditHeadTable } from '../store/schema.ts'
import { genesis, hashOf } from './entry.ts'
import { isToldTwiceAlike, type StoredEntry } from './stored-entry.ts'

/**
 * How far the station has signed the chain: without it a cut tail would not show. `signature` is
 * Ed25519 over `signedText`, `public_key` SPKI DER, both base64.
 */
export type AuditHead = Omit<AuditHeadTable, 'id' | 'seq'> & {
  readonly id: string
  readonly seq: string
}

/** The one head a journal has. */
export const headId = 1

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
    const follows = seq === String(this.#seq + 1) && hash === hashOf(this.#hash, seq, at, body)
    if (!follows || !isToldTwiceAlike(entry)) return false
    this.#seq += 1
    this.#hash = hash
    if (seq === this.#head?.seq) this.#hashAtHead = hash
    return true
  }

  /**
   * The verdict once every entry was accepted. `publicKey` (SPKI DER) is the station's own, and null for
   * a reader without the station's secrets: then the head's must do. A chain that was signed must have
   * its head.
   */
  conclude(publicKey: Uint8Array | null): Verdict {
    const entries = this.#seq
    const head = this.#head
    if (head === null) {
      const wasNeverSigned = publicKey === null || entries === 0
      if (wasNeverSigned) return { intact: true, entries, signedUpTo: 0 }
      return { intact: false, seq: entries, fault: 'head' }
    }
    // What was not signed says nothing about how long the chain was.
    if (!isSigned(head, publicKey)) return { intact: false, seq: entries, fault: 'head' }
    const seq = Number(head.seq)
    if (seq > entries) return { intact: false, seq: entries + 1, fault: 'tail' }
    if (head.hash !== this.#hashAtHead) return { intact: false, seq, fault: 'head' }
    return { intact: true, entries, signedUpTo: seq }
  }
}

/** What a head's signature covers. */
export function signedText(seq: number | string, hash: string): Uint8Array {
  return Buffer.from(`keydesk audit head\n${seq}\n${hash}`)
}

/** By the station's own key, which must be the one that stands there, to the last bit. */
function isSigned(head: AuditHead, own: Uint8Array | null): boolean {
  const signature = Buffer.from(head.signature, 'base64')
  const der = Buffer.from(head.public_key, 'base64')
  const isExact =
    head.id === String(headId) &&
    signature.toString('base64') === head.signature &&
    der.toString('base64') === head.public_key &&
    (own === null || der.equals(own))
  const key = isExact ? publicKeyOf(der) : null
  return key !== null && isSignedBy(null, signedText(head.seq, head.hash), key, signature)
}

function publicKeyOf(der: Buffer): KeyObject | null {
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    // Not every bit of DER says something: the same key has one way to stand there.
    return key.export({ format: 'der', type: 'spki' }).equals(der) ? key : null
  } catch {
    return null
  }
}
