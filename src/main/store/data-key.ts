import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { ProcedureError } from '../conversation.ts'
import type { Secrets } from '../secrets-port.ts'
import { FieldCipher } from './field-cipher.ts'
import type { Schema } from './schema.ts'

/** The cipher of the registry's data key, opened by the keeper that sealed it when it is first needed. */
export class DataKeyKeeper {
  readonly #open: () => Promise<FieldCipher>
  #cipher: Promise<FieldCipher> | null = null

  constructor(db: Kysely<Schema>, secrets: Secrets, now: () => number) {
    this.#open = async () => new FieldCipher(await openDataKey(db, secrets, now()))
  }

  /** Throws ProcedureError `secrets-unavailable` when the keeper is gone or is another one. */
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
}

async function openDataKey(db: Kysely<Schema>, secrets: Secrets, now: number): Promise<Uint8Array> {
  if (!(await secrets.available())) throw unavailable('no-keeper')
  const rows = await db.selectFrom('data_keys').selectAll().execute()
  const own = rows.find((row) => row.keeper === secrets.kind)
  if (own) return await unseal(own.sealed, secrets)
  if (rows.length > 0) throw unavailable('other-keeper')
  return await createDataKey(db, secrets, now)
}

async function unseal(sealed: string, secrets: Secrets): Promise<Uint8Array> {
  try {
    return await secrets.open(Buffer.from(sealed, 'base64'))
  } catch (error) {
    throw unavailable('refused', error)
  }
}

async function createDataKey(
  db: Kysely<Schema>,
  secrets: Secrets,
  now: number,
): Promise<Uint8Array> {
  const key = new Uint8Array(randomBytes(32))
  const sealed = Buffer.from(await secrets.seal(key)).toString('base64')
  await db
    .insertInto('data_keys')
    .values({ id: 'fields', keeper: secrets.kind, sealed, created_at: now })
    .execute()
  return key
}

function unavailable(reason: string, cause?: unknown): ProcedureError {
  return new ProcedureError({ code: 'secrets-unavailable', reason }, { cause })
}
