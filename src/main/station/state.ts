import type { StationSnapshot } from '../../shared/contract.ts'
import type { Issuance, Proposal, SecurityKey } from '../../shared/records.ts'
import type { Template } from '../../shared/template.ts'
import { causeOf } from '../desk/failure-of.ts'
import { describeDevice } from '../desk/key-session.ts'
import { watchSlots } from '../desk/slots.ts'
import { mostNamed } from '../store/rows/unreadable-rows.ts'
import { recover } from '../workflows/recover.ts'
import type { StationEdges } from './edges.ts'
import { Lanes } from './lanes.ts'
import { ProviderWatch } from './provider-watch.ts'

const recentCount = 20

/** What changes while a station is at work, and who wants to know. */
export class StationState {
  readonly lanes = new Lanes()
  readonly providerWatch: ProviderWatch | null
  readonly #edges: StationEdges
  readonly #listeners = new Set<(snapshot: StationSnapshot) => void>()
  readonly #closing = new AbortController()
  #keys: readonly SecurityKey[] = []
  #recent: readonly Issuance[] = []
  #unfinished: readonly Issuance[] = []
  #proposals: readonly Proposal[] = []
  #templates: readonly Template[] = []
  #recovered: Promise<void> = Promise.resolve()
  #watches: Promise<unknown> = Promise.resolve()

  constructor(edges: StationEdges) {
    this.#edges = edges
    edges.simulator?.onChange(() => this.publish())
    edges.registry.unreadable.onFound(() => this.publish())
    const { provider } = edges
    this.providerWatch =
      provider && new ProviderWatch(edges, provider, () => this.readRegistry(), edges.onDefect)
  }

  async start(): Promise<void> {
    await this.readRegistry()
    const { signal } = this.#closing
    const begun = this.#begin(signal)
    this.#recovered = begun.then(() => this.#recover(signal))
    this.#watches = Promise.all([
      this.#recovered,
      this.#watchSlots(signal),
      begun.then(() => this.providerWatch?.run(signal)),
    ])
  }

  /** What a crash left behind was looked at. */
  get recovered(): Promise<void> {
    return this.#recovered
  }

  /** Reads again what the registry says; call it when a run is over. */
  async readRegistry(): Promise<void> {
    const { issuances, proposals, templates } = this.#edges.registry
    this.#templates = await templates.list()
    this.#recent = await issuances.listRecent(recentCount)
    this.#unfinished = await issuances.listUnfinished()
    this.#proposals = await proposals.listOpen()
    this.publish()
  }

  /** Does something, and shows what the registry says after it, whether it came about or not. */
  async thenShow<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } finally {
      await this.readRegistryIfPossible()
    }
  }

  /** The same where failing to read must not hide what happened before. */
  async readRegistryIfPossible(): Promise<void> {
    try {
      await this.readRegistry()
    } catch (error) {
      this.#edges.onDefect(`The registry cannot be read: ${causeOf(error).code}`)
    }
  }

  snapshot(): StationSnapshot {
    const { simulator, connection, registry } = this.#edges
    return {
      simulated: simulator !== null,
      simulator: simulator?.state() ?? null,
      connection,
      keys: this.#keys,
      templates: this.#templates,
      runs: this.lanes.snapshots(),
      recent: this.#recent,
      unfinished: this.#unfinished,
      proposals: this.#proposals,
      unreadable: registry.unreadable.list().slice(0, mostNamed),
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
    await this.#watches
  }

  /** What the provider needs is loaded when the window stands, and only then is anything asked of it. */
  async #begin(signal: AbortSignal): Promise<void> {
    const { settled, provider } = this.#edges
    if (!settled) return
    await Promise.race([settled, abortOf(signal)])
    if (!signal.aborted) await provider?.loadAhead()
  }

  /** Without a provider there is nobody to ask; what is unfinished stays listed. */
  async #recover(signal: AbortSignal): Promise<void> {
    const { provider } = this.#edges
    if (!provider || signal.aborted) return
    try {
      await recover({ ...this.#edges, provider: provider.unattended }, signal)
    } catch (error) {
      this.#edges.onDefect(`What is unfinished cannot be looked at: ${causeOf(error).code}`)
    }
    await this.readRegistryIfPossible()
  }

  /** Slots that cannot be read show as they were last seen; why is told once. */
  async #watchSlots(signal: AbortSignal): Promise<void> {
    const onError = onceTold(this.#edges.onDefect)
    for await (const devices of watchSlots(this.#edges.keys, { signal, onError })) {
      this.#keys = devices.map(describeDevice)
      this.publish()
    }
  }
}

function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
}

/** Tells of the first error alone: the next look, a moment later, has the same. */
function onceTold(tell: (defect: string) => void): (error: unknown) => void {
  let isTold = false
  return (error) => {
    if (isTold) return
    isTold = true
    tell(`The slots cannot be read: ${causeOf(error).code}`)
  }
}
