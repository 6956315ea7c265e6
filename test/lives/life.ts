import { Kysely } from 'kysely'
import { simulatedKeySource } from '../../src/main/compose/demo.ts'
import { readConnection } from '../../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../../src/main/provider/okta/provider.ts'
import { createMemorySecrets } from '../../src/main/secrets/key-file.ts'
import type { Station } from '../../src/main/station/station.ts'
import { createClaimant } from '../../src/main/store/claimant.ts'
import { migrate } from '../../src/main/store/file/migrations.ts'
import type { RegistryKeepers } from '../../src/main/store/file/opened-file.ts'
import { RegistryDialect } from '../../src/main/store/file/registry-dialect.ts'
import { openSqlite, type LoggedDatabase } from '../../src/main/store/file/sqlite.ts'
import { memoryWitness } from '../../src/main/store/journal/witness.ts'
import { registryOver, type Registry } from '../../src/main/store/registry.ts'
import type { Schema } from '../../src/main/store/schema.ts'
import { startOktaDouble, type OktaDouble } from '../../src/simulator/okta/okta-double.ts'
import { VirtualKey } from '../../src/simulator/virtual-key/virtual-key.ts'
import { composeOver } from '../matrix/compose-over.ts'
import { watchedDatabase, watchedFetch, watchedKeys } from '../matrix/points.ts'
import type { Outside } from '../matrix/truth.ts'
import { keyNames, loginOf, type KeyName } from './deeds.ts'
import { Fate } from './fate.ts'
import { templatesWith } from './templates.ts'

/** A station in this process that can die. */
export interface Sitting {
  readonly station: Station
  readonly registry: Registry
  readonly fate: Fate
  readonly defects: readonly string[]
}

/** What outlives the stations of one life, and what people in it know. */
export class Life implements Outside {
  readonly double: OktaDouble
  readonly keys: ReadonlyMap<KeyName, VirtualKey>
  readonly seeded: ReadonlySet<string>
  readonly strangers: ReadonlySet<string> = new Set()
  readonly provider: ReturnType<typeof createOktaProvider>
  readonly #database: LoggedDatabase
  readonly #keepers: RegistryKeepers
  readonly #known = new Map<string, Set<string>>()
  readonly #clock: Clock
  #chosen = 0

  private constructor(double: OktaDouble, database: LoggedDatabase, clock: Clock) {
    this.double = double
    this.#database = database
    this.#clock = clock
    const secrets = createMemorySecrets()
    this.#keepers = { secrets, journal: { secrets, witness: memoryWitness() } }
    this.keys = new Map(keyNames.map((name) => [name, keyCalled(name)]))
    this.seeded = new Set(double.records().factors.map(({ id }) => id))
    const { connection } = double
    this.provider = createOktaProvider(readConnection(connection), { fetch, now: clock.now })
  }

  static async open(): Promise<Life> {
    const clock = new Clock()
    const double = await startOktaDouble({ now: clock.now })
    const life = new Life(double, await openSqlite(':memory:'), clock)
    const db = new Kysely<Schema>({
      dialect: new RegistryDialect({ database: new Fate().mortalDatabase(life.#database) }),
    })
    await migrate(db)
    await life.#prepare()
    return life
  }

  key(name: KeyName): VirtualKey {
    const key = this.keys.get(name)
    if (!key) throw new Error(`no key ${name}`)
    return key
  }

  get inSlot(): KeyName | null {
    return [...this.keys].find(([, { isPluggedIn }]) => isPluggedIn)?.[0] ?? null
  }

  /** Leaves this key alone in the slots; null leaves none. */
  putInSlot(name: KeyName | null): void {
    for (const [each, key] of this.keys) {
      key.clearFaults()
      if (each !== name) key.unplug()
    }
    if (name) this.key(name).plugIn()
  }

  pinsOf(key: string): readonly string[] {
    return [...(this.#known.get(key) ?? [])]
  }

  /** Somebody knows this PIN to be that key's. */
  learn(key: string, pin: string): void {
    this.#known.set(key, new Set([...this.pinsOf(key), pin]))
  }

  /** Another one than all before. */
  choosePin(): string {
    this.#chosen += 1
    return String(73_519_420 + this.#chosen)
  }

  /** Time goes by: Okta's limits do not play a part. */
  wait(minutes: number): void {
    this.#clock.move(minutes * 60_000)
  }

  /** A station over what the ones before have left, which begins to look at that. */
  async sit(fate: Fate): Promise<Sitting> {
    const { now } = this.#clock
    const database = watchedDatabase(fate, fate.mortalDatabase(this.#database))
    const db = new Kysely<Schema>({ dialect: new RegistryDialect({ database }) })
    const claimant = createClaimant()
    const registry = {
      ...registryOver(db, this.#keepers, now, claimant),
      copyTo: () => Promise.reject(new Error('nobody copies here')),
      leaveCheckpoint: () => Promise.resolve(),
    }
    const defects: string[] = []
    const station = await composeOver({
      registry,
      keys: watchedKeys(fate, fate.mortalKeys(simulatedKeySource(this.keys))),
      connection: this.double.connection,
      fetch: watchedFetch(fate),
      now,
      onDefect: (defect) => void defects.push(defect),
    }).catch((error: unknown) => {
      claimant.retire()
      throw error
    })
    await station.recovered
    return {
      station: { ...station, close: () => leave(station, claimant.retire) },
      registry,
      fate,
      defects,
    }
  }

  async close(): Promise<void> {
    this.#database.close()
    await this.double.close()
  }

  /** Templates, and a tenth factor less for somebody who then has room for one. */
  async #prepare(): Promise<void> {
    const [group] = await this.provider.searchGroups('Security key holders')
    const { registry, station } = await this.sit(new Fate())
    await registry.templates.seed(templatesWith({ id: group?.id ?? '', name: group?.name ?? '' }))
    const first = this.double.records().factors.find(({ login }) => login === loginOf('tenzin'))
    if (first) await this.provider.deleteFactor(first.userId, first.id)
    await station.close()
    this.putInSlot('one')
  }
}

/** Moved by hand, over the one on the wall. */
class Clock {
  #aheadMs = 0

  readonly now = (): number => Date.now() + this.#aheadMs

  move(ms: number): void {
    this.#aheadMs += ms
  }
}

function keyCalled(name: KeyName): VirtualKey {
  const serialNumber = { one: 2001, two: 2002, nameless: null }[name]
  return new VirtualKey({ profile: { serialNumber }, resetWindowMs: Number.POSITIVE_INFINITY })
}

/** One that died cannot even give up its claims. */
async function leave(station: Station, retire: () => void): Promise<void> {
  await station.close().catch(() => undefined)
  retire()
}
