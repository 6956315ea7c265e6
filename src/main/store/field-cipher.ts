import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const ivLength = 12
const tagLength = 16

/** Where a sealed value stands; it opens nowhere else. */
export interface FieldAddress {
  readonly table: string
  readonly column: string
  readonly row: string
}

/** Seals single fields with AES-256-GCM: base64 of iv, ciphertext, tag. */
export class FieldCipher {
  readonly #key: Uint8Array

  /** `key` is 32 bytes. */
  constructor(key: Uint8Array) {
    this.#key = key
  }

  seal(plain: Uint8Array, address: FieldAddress): string {
    const iv = randomBytes(ivLength)
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(additionalData(address))
    const body = cipher.update(plain)
    return Buffer.concat([iv, body, cipher.final(), cipher.getAuthTag()]).toString('base64')
  }

  /** The caller zeroes what it gets. Throws when the value was changed or moved. */
  open(sealed: string, address: FieldAddress): Uint8Array {
    const bytes = Buffer.from(sealed, 'base64')
    const tagAt = bytes.length - tagLength
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, ivLength))
      .setAAD(additionalData(address))
      .setAuthTag(bytes.subarray(tagAt))
    const plain = decipher.update(bytes.subarray(ivLength, tagAt))
    decipher.final()
    return plain
  }

  /** Forgets the key. */
  destroy(): void {
    this.#key.fill(0)
  }
}

function additionalData({ table, column, row }: FieldAddress): Buffer {
  return Buffer.from(JSON.stringify([table, column, row]))
}
