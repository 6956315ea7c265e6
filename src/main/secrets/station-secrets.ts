import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ProcedureError } from '../procedure-error.ts'
import { openBytes, sealBytes } from './aes-gcm.ts'
import { kindsIn, makeRing, readRing, writeRing, type Ring } from './ring-file.ts'
import { secretsUnavailable } from './secrets-unavailable.ts'
import type { Keeper, KeeperKind, Secrets } from './secrets.ts'

const keyLength = 32

/**
 * Seals with the station's one key. Each keeper that was admitted has sealed that key for itself, in a file
 * of the data directory: window and terminal open it each with their own, and so are one station. Each
 * sealing stands for itself, so a keeper comes or goes without the others.
 */
export class StationSecrets implements Secrets {
  readonly kind = 'station'
  readonly #file: string
  readonly #own: Keeper
  readonly #keepers: readonly Keeper[]
  #key: Promise<Uint8Array> | null = null
  #isTaken = false

  /** Where one's own keeper is not admitted, one of the others opens the key, and then it is. */
  constructor(dataDirectory: string, own: Keeper, others: readonly Keeper[] = []) {
    this.#file = join(dataDirectory, 'station-key.json')
    this.#own = own
    this.#keepers = [own, ...others]
  }

  async available(): Promise<boolean> {
    const ring = await readRing(this.#file)
    if (!ring) return await this.#own.available()
    return (await this.#keepersOf(ring)).length > 0
  }

  async seal(bytes: Uint8Array): Promise<Uint8Array> {
    return sealBytes(await this.key(), bytes)
  }

  /** What a keeper had sealed itself, before the station had a key of its own, is opened as well. */
  async open(sealed: Uint8Array): Promise<Uint8Array> {
    const key = await this.key()
    try {
      return openBytes(key, sealed)
    } catch (error) {
      return await this.#openFormer(sealed, error)
    }
  }

  hasSealed(kind: string): boolean {
    return this.#keepers.some((keeper) => keeper.kind === kind)
  }

  /** Who can open the station's key; nobody where it has none yet. */
  async admitted(): Promise<readonly KeeperKind[]> {
    return kindsIn((await readRing(this.#file)) ?? {})
  }

  /** Another keeper can open it from now on. Throws ProcedureError. */
  async admit(keeper: Keeper): Promise<void> {
    const key = await this.key()
    await writeRing(this.#file, { ...(await readRing(this.#file)), ...(await entry(keeper, key)) })
  }

  /** A keeper can open it no more. Throws ProcedureError where no other one that is here opens it. */
  async dismiss(kind: KeeperKind): Promise<void> {
    const { [kind]: dismissed, ...others } = (await readRing(this.#file)) ?? {}
    if (dismissed === undefined) return
    await this.#openBy(others)
    await writeRing(this.#file, others)
  }

  /**
   * Takes the key of a station whose machine is gone; it may be here from a try before. Throws
   * ProcedureError where another one is.
   */
  async take(key: Uint8Array): Promise<void> {
    if (!(await readRing(this.#file))) {
      await makeRing(this.#file, await entry(this.#own, key))
      this.#isTaken = true
    }
    if (Buffer.from(key).equals(await this.key())) return
    throw new ProcedureError({ code: 'not-available', what: 'new-station' })
  }

  /** What was taken is not kept after all. */
  async giveBack(): Promise<void> {
    if (this.#isTaken) await rm(this.#file, { force: true })
    this.#isTaken = false
    this.#key = null
  }

  async demandAdmission(isAnythingSealed: boolean): Promise<void> {
    const ring = await readRing(this.#file)
    if (ring) demandAny(ring, this.#keepers)
    else if (isAnythingSealed) throw new ProcedureError({ code: 'station-key-missing' })
  }

  /**
   * The key itself, made where there was none; it serves as long as the process and is not to be zeroed.
   * Throws ProcedureError `terminal-not-admitted` or `secrets-unavailable`.
   */
  async key(): Promise<Uint8Array> {
    this.#key ??= this.#openOrMake()
    try {
      return await this.#key
    } catch (error) {
      this.#key = null
      throw error
    }
  }

  async #openOrMake(): Promise<Uint8Array> {
    const ring = await readRing(this.#file)
    if (ring) return await this.#openBy(ring)
    if (!(await this.#own.available())) throw secretsUnavailable('no-keeper')
    const key = new Uint8Array(randomBytes(keyLength))
    await makeRing(this.#file, await entry(this.#own, key))
    key.fill(0)
    // Of two that made one at once, the first counts for both.
    return await this.#openBy((await readRing(this.#file)) ?? {})
  }

  /** By the first keeper that can; where that is not one's own, one's own can from then on. */
  async #openBy(ring: Ring): Promise<Uint8Array> {
    demandAny(ring, this.#keepers)
    let refusal: unknown = secretsUnavailable('no-keeper')
    for (const keeper of await this.#keepersOf(ring)) {
      try {
        const key = await keeper.open(Buffer.from(ring[keeper.kind] ?? '', 'base64'))
        if (keeper !== this.#own) await this.#admitOwn(ring, key)
        return key
      } catch (error) {
        refusal = error
      }
    }
    throw refusal instanceof ProcedureError
      ? refusal
      : secretsUnavailable('keeper-refused', refusal)
  }

  async #admitOwn(ring: Ring, key: Uint8Array): Promise<void> {
    if (!(await this.#own.available())) return
    await writeRing(this.#file, { ...ring, ...(await entry(this.#own, key)) })
  }

  /** Those that are admitted and here, one's own first. */
  async #keepersOf(ring: Ring): Promise<readonly Keeper[]> {
    const here: Keeper[] = []
    for (const keeper of this.#keepers) {
      if (ring[keeper.kind] !== undefined && (await keeper.available())) here.push(keeper)
    }
    return here
  }

  async #openFormer(sealed: Uint8Array, error: unknown): Promise<Uint8Array> {
    for (const keeper of this.#keepers) {
      const opened = await keeper.open(sealed).catch(() => null)
      if (opened) return opened
    }
    throw error
  }
}

async function entry(keeper: Keeper, key: Uint8Array): Promise<Ring> {
  return { [keeper.kind]: Buffer.from(await keeper.seal(key)).toString('base64') }
}

function demandAny(ring: Ring, keepers: readonly Keeper[]): void {
  if (keepers.some(({ kind }) => ring[kind] !== undefined)) return
  throw new ProcedureError({ code: 'terminal-not-admitted' })
}
