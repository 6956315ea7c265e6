import { openBytes, sealBytes } from '../../secrets/aes-gcm.ts'

/** Where a sealed value stands; it opens nowhere else. */
export interface FieldAddress {
  readonly table: string
  readonly column: string
  readonly row: string
}

/** Seals single fields with AES-256-GCM: in base64. */
export class FieldCipher {
  readonly #key: Uint8Array

  /** `key` is 32 bytes. */
  constructor(key: Uint8Array) {
    this.#key = key
  }

  seal(plain: Uint8Array, address: FieldAddress): string {
    return Buffer.from(sealBytes(this.#key, plain, additionalData(address))).toString('base64')
  }

  /** The caller zeroes what it gets. Throws when the value was changed or moved. */
  open(sealed: string, address: FieldAddress): Uint8Array {
    return openBytes(this.#key, Buffer.from(sealed, 'base64'), additionalData(address))
  }

  /** Forgets the key. */
  destroy(): void {
    this.#key.fill(0)
  }
}

function additionalData({ table, column, row }: FieldAddress): Buffer {
  return Buffer.from(JSON.stringify([table, column, row]))
}
