import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto'
import { concat } from '../bytes.ts'
import type { CborMap } from '../cbor/value.ts'
import type { Random } from '../random.ts'
import { KeyAgreement } from './key-agreement.ts'

/** What differs between PIN/UV auth protocols one and two (sections 6.5.6 and 6.5.7). */
export interface PinProtocolRules {
  readonly id: 1 | 2
  deriveSecret(sharedX: Uint8Array): Uint8Array
  encrypt(secret: Uint8Array, plaintext: Uint8Array, random: Random): Uint8Array
  /** Undefined for a ciphertext of impossible length. */
  decrypt(secret: Uint8Array, ciphertext: Uint8Array): Uint8Array | undefined
  authenticate(key: Uint8Array, message: Uint8Array): Uint8Array
}

/** One protocol as the key runs it: its rules and its current key agreement key. */
export class PinProtocol {
  readonly id: 1 | 2
  readonly #rules: PinProtocolRules
  readonly #random: Random
  #agreement: KeyAgreement | undefined

  constructor(rules: PinProtocolRules, random: Random) {
    this.id = rules.id
    this.#rules = rules
    this.#random = random
  }

  get publicKey(): CborMap {
    return this.#current().publicKey
  }

  /** Forgets the key agreement key; the next who asks gets another. */
  regenerate(): void {
    this.#agreement = undefined
  }

  decapsulate(peer: CborMap): Uint8Array {
    return this.#rules.deriveSecret(this.#current().sharedX(peer))
  }

  encrypt(secret: Uint8Array, plaintext: Uint8Array): Uint8Array {
    return this.#rules.encrypt(secret, plaintext, this.#random)
  }

  decrypt(secret: Uint8Array, ciphertext: Uint8Array): Uint8Array | undefined {
    return this.#rules.decrypt(secret, ciphertext)
  }

  verify(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
    const expected = this.#rules.authenticate(key, message)
    return expected.length === signature.length && timingSafeEqual(expected, signature)
  }

  #current(): KeyAgreement {
    this.#agreement ??= new KeyAgreement(this.#random)
    return this.#agreement
  }
}

export function aesCbcEncrypt(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  return concat(cipher.update(plaintext), cipher.final())
}

export function aesCbcDecrypt(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  return concat(decipher.update(ciphertext), decipher.final())
}
