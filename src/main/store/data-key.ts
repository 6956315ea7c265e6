import { randomBytes } from 'node:crypto'
import { FieldCipher } from './field-cipher.ts'
import type { SealedKeys } from './sealed-keys.ts'

/** The cipher of the registry's data key, opened when the first field is sealed or opened. */
export class DataKeyKeeper {
  readonly #keys: SealedKeys
  #cipher: Promise<FieldCipher> | null = null

  constructor(keys: SealedKeys) {
    this.#keys = keys
  }

  /** Throws ProcedureError `secrets-unavailable`. */
  async cipher(): Promise<FieldCipher> {
    this.#cipher ??= this.#open()
    try {
      return await this.#cipher
    } catch (error) {
      this.#cipher = null
      throw error
    }
  }

  forget(): void {
    void this.#cipher?.then((cipher) => cipher.destroy())
    this.#cipher = null
  }

  async #open(): Promise<FieldCipher> {
    return new FieldCipher(await this.#keys.open('fields', () => new Uint8Array(randomBytes(32))))
  }
}
