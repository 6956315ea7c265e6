import type { AuditFault, AuditSetBack, AuditVerdict } from '../../../shared/housekeeping.ts'
import { genesis, hashOf } from './entry.ts'
import { isSignedWith, type AuditHead } from './head.ts'
import { isToldTwiceAlike, type StoredEntry } from './stored-entry.ts'
import type { Remembered } from './witness.ts'

type Broken = Extract<AuditVerdict, { readonly intact: false }>

const breakAt = (seq: number, fault: AuditFault): Broken => ({ intact: false, seq, fault })

/** Checks a chain, entry by entry, as it is read. */
export class ChainCheck {
  readonly #heads: readonly AuditHead[]
  readonly #remembered: Remembered | null
  #hash = genesis
  #seq = 0
  #at = 0
  #hashAtHead: string | null = null
  #hashRemembered: string | null = null
  #setBack: AuditSetBack | null = null

  /** `remembered`: what the station knows apart from the journal. */
  constructor(heads: readonly AuditHead[], remembered: Remembered | null) {
    this.#heads = heads
    this.#remembered = remembered
    if (remembered?.seq === 0) this.#hashRemembered = genesis
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
    this.#noteTime(Number(at))
    if (seq === this.#heads[0]?.seq) this.#hashAtHead = hash
    if (this.#seq === this.#remembered?.seq) this.#hashRemembered = hash
    return true
  }

  /** The verdict once every entry was accepted. `isKeyHere`: the station has the key it remembers. */
  conclude(isKeyHere: boolean): AuditVerdict {
    const entries = this.#seq
    const found = this.#remembered
      ? this.#findFault(this.#remembered, isKeyHere)
      : breakAt(entries, 'key')
    return found ?? { intact: true, entries, setBack: this.#setBack }
  }

  #findFault(remembered: Remembered, isKeyHere: boolean): Broken | null {
    const entries = this.#seq
    const [head, ...others] = this.#heads
    if (!head) return this.#findFaultWithoutHead(remembered, isKeyHere)
    if (head.public_key !== remembered.publicKey || !isKeyHere) return breakAt(entries, 'key')
    // What was not signed says nothing about how long the chain was.
    if (others.length > 0 || !isSignedWith(head, remembered.publicKey)) {
      return breakAt(entries, 'head')
    }
    const signed = Number(head.seq)
    if (signed > entries) return breakAt(entries + 1, 'tail')
    if (head.hash !== this.#hashAtHead) return breakAt(signed, 'head')
    if (remembered.hash !== this.#hashRemembered) {
      return breakAt(Math.min(entries + 1, remembered.seq), 'older')
    }
    return signed < entries ? breakAt(signed + 1, 'unsigned') : null
  }

  /** A journal that has not begun has no head. */
  #findFaultWithoutHead({ seq }: Remembered, isKeyHere: boolean): Broken | null {
    const entries = this.#seq
    if (entries < seq) return breakAt(entries + 1, 'older')
    if (entries > 0) return breakAt(entries, 'head')
    return isKeyHere ? null : breakAt(0, 'key')
  }

  #noteTime(at: number): void {
    if (at < this.#at) {
      const { times, seq } = this.#setBack ?? { times: 0, seq: this.#seq }
      this.#setBack = { times: times + 1, seq }
    }
    this.#at = at
  }
}
