import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import { stands } from './entries.ts'
import { genesis, type Place } from './entry.ts'
import { base64, type HeadSigner } from './head.ts'
import { forgetBefore, isFromBefore, takeOver } from './take-over.ts'
import { WitnessError, type Remembered, type Witness } from './witness.ts'

/** Opens the station's key; `make` false: only one that is there. Null for one that is not this station's. */
export type OpenSigner = (make: boolean) => Promise<HeadSigner | null>

/** On what a journal stands: nothing here comes from the journal itself. */
export class Standing {
  /** Null where there is no key, or another one than is remembered: nothing can be signed. */
  readonly signer: HeadSigner | null
  readonly #witness: Witness
  #remembered: Remembered | null
  #writing: Promise<void> = Promise.resolve()

  constructor(witness: Witness, signer: HeadSigner | null, remembered: Remembered | null) {
    this.#witness = witness
    this.signer = signer
    this.#remembered = remembered
  }

  /** Null where nothing is remembered of a journal that is not empty. */
  get remembered(): Remembered | null {
    return this.#remembered
  }

  /** Remembers where the journal ends now; of two entries at once, the later place. */
  async remember(place: Place): Promise<void> {
    if (!this.#remembered || place.seq <= this.#remembered.seq) return
    const next = { publicKey: this.#remembered.publicKey, ...place }
    this.#remembered = next
    const write = () => this.#witness.remember(this.#remembered ?? next)
    // One write after the other; one that failed is told to whoever asked for it.
    this.#writing = this.#writing.then(write, write)
    await this.#writing
  }
}

/**
 * The key and what is remembered of the journal. Only of a journal that is empty, or that began before
 * anything was remembered, is nothing remembered yet: it is before the next entry. Throws ProcedureError
 * `secrets-unavailable` while there is no keeper, and RegistryError where nothing can be written.
 */
export async function openStanding(
  db: Kysely<Schema>,
  openSigner: OpenSigner,
  witness: Witness,
): Promise<Standing> {
  const remembered = await read(witness)
  if (remembered) return await standOn(db, openSigner, witness, remembered)
  const isNew = remembered === null && (await isEmpty(db))
  const isKnown = isNew || (remembered === null && (await isFromBefore(db)))
  const signer = isKnown ? await openSigner(true) : null
  if (!signer) return new Standing(witness, null, null)
  const begin: Remembered = isNew
    ? { publicKey: base64(signer.publicKey), seq: 0, hash: genesis }
    : await takeOver(db, signer)
  await witness.remember(begin)
  await forgetBefore(db)
  return new Standing(witness, signer, begin)
}

async function standOn(
  db: Kysely<Schema>,
  openSigner: OpenSigner,
  witness: Witness,
  remembered: Remembered,
): Promise<Standing> {
  const signer = await openSigner(false)
  await forgetBefore(db)
  const isOurs = signer !== null && base64(signer.publicKey) === remembered.publicKey
  return new Standing(witness, isOurs ? signer : null, await settleRestore(db, remembered))
}

/** Undefined for what cannot be opened: it was there, so the journal is none that begins. */
async function read(witness: Witness): Promise<Remembered | null | undefined> {
  try {
    return await witness.read()
  } catch (error) {
    if (error instanceof WitnessError) return undefined
    throw error
  }
}

/** A restore that was killed is done where the journal stands at its end, and else was never begun. */
async function settleRestore(db: Kysely<Schema>, remembered: Remembered): Promise<Remembered> {
  const { restoring, publicKey } = remembered
  return restoring && (await stands(db, restoring)) ? { publicKey, ...restoring } : remembered
}

export async function isEmpty(db: Kysely<Schema>): Promise<boolean> {
  const entry = await db.selectFrom('audit').select('seq').limit(1).executeTakeFirst()
  const head = await db.selectFrom('audit_head').select('id').limit(1).executeTakeFirst()
  return entry === undefined && head === undefined
}
