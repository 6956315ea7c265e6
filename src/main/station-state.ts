import type { StationSnapshot } from '../shared/contract.ts'
import type { Issuance, SecurityKey } from '../shared/records.ts'
import { describeDevice } from './key-session.ts'
import { Lanes } from './lanes.ts'
import type { StationEdges } from './station-edges.ts'
import { watchSlots } from './watch-slots.ts'

const recentCount = 20

/** What changes while a station is at work, and who wants to know. */
export class StationState {
  readonly lanes = new Lanes()
  readonly #edges: StationEdges
  readonly #listeners = new Set<(snapshot: StationSnapshot) => void>()
  readonly #closing = new AbortController()
  #keys: readonly SecurityKey[] = []
  #recent: readonly Issuance[] = []
  #unfinished: readonly Issuance[] = []
  #watch: Promise<void> = Promise.resolve()

  constructor(edges: StationEdges) {
    this.#edges = edges
    edges.simulator?.onChange(() => this.publish())
  }

  async start(): Promise<void> {
    await this.readRegistry()
    this.#watch = this.#watchSlots()
  }

  /** Reads again what the registry says; call it when a run is over. */
  async readRegistry(): Promise<void> {
    const { issuances } = this.#edges.registry
    this.#recent = await issuances.listRecent(recentCount)
    this.#unfinished = await issuances.listUnfinished()
    this.publish()
  }

  snapshot(): StationSnapshot {
    const { simulator, connection, templates } = this.#edges
    return {
      simulated: simulator !== null,
      simulator: simulator?.state() ?? null,
      connection,
      keys: this.#keys,
      templates,
      runs: this.lanes.snapshots(),
      recent: this.#recent,
      unfinished: this.#unfinished,
    }
  }

  onSnapshot(listener: (snapshot: StationSnapshot) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  publish(): void {
    if (this.#closing.signal.aborted) return
    const snapshot = this.snapshot()
    for (const listener of this.#listeners) listener(snapshot)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.lanes.close()
    await this.#watch
  }

  /** A slot that cannot be read shows as empty; the self-check says why. */
  async #watchSlots(): Promise<void> {
    for await (const devices of watchSlots(this.#edges.keys, this.#closing.signal)) {
      this.#keys = devices.map(describeDevice)
      this.publish()
    }
  }
}
