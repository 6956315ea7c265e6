import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Secrets } from '../../secrets/secrets.ts'
import type { Schema } from '../schema.ts'
import { FieldCipher } from './field-cipher.ts'
import { SealedKeys } from './sealed-keys.ts'

/** The cipher of the registry's data key, opened when the first field is sealed or opened. */
export class DataKeyKeeper {
  readonly #keys: SealedKeys
  #cipher: Promise<FieldCipher> | null = null

  constructor(db: Kysely<Schema>, secrets: Secrets, now: () => number) {
    this.#keys = new SealedKeys(db, secrets, now)
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

  /** Throws ProcedureError where this station has no part in what is sealed here; opens nothing for it. */
  async demandAdmission(): Promise<void> {
    await this.#keys.demandAdmission()
  }

  /** Everything a keeper had sealed itself is the station's from now on. */
  async sealAllAnew(): Promise<void> {
    await this.#keys.sealAllAnew()
  }

  forget(): void {
    void this.#cipher?.then((cipher) => cipher.destroy())
    this.#cipher = null
  }

  async #open(): Promise<FieldCipher> {
    return new FieldCipher(await this.#keys.open('fields', () => new Uint8Array(randomBytes(32))))
  }
}
