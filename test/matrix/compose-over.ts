import { randomBytes } from 'node:crypto'
import type { KeySource } from '../../src/ctap2/index.ts'
import { readConnection } from '../../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../../src/main/provider/okta/provider.ts'
import type { Provider } from '../../src/main/provider/provider.ts'
import { createStation, type Station } from '../../src/main/station/station.ts'
import type { Registry } from '../../src/main/store/registry.ts'
import { deskTrust } from '../../src/main/trust/desk-trust.ts'
import { openTrustStore } from '../../src/main/trust/trust-store.ts'

/** What differs between a station that dies and one that comes after it. */
export interface Ground {
  readonly registry: Registry
  readonly keys: KeySource
  /** As the double of Okta writes it. */
  readonly connection: unknown
  readonly fetch: typeof fetch
  /** Epoch milliseconds; the machine's own time where absent. */
  readonly now?: () => number
  readonly onDefect?: (defect: string) => void
}

/** A real station over them. */
export async function composeOver(ground: Ground): Promise<Station> {
  const { registry, keys, fetch, now = Date.now } = ground
  const { activations } = registry
  const edges = { fetch, now, sleep: () => Promise.resolve(), activations }
  const attended = createOktaProvider(readConnection(ground.connection), edges)
  const provider = { ...quiet(attended), unattended: quiet(attended.unattended) }
  const trustStore = openTrustStore(null, { now, fetch })
  return await createStation({
    registry,
    folder: null,
    keys,
    provider,
    trust: deskTrust(trustStore, now),
    trustStore,
    dialogs: null,
    connection: { kind: 'connected', host: provider.host, simulated: true },
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    operator: 'operator',
    stationName: 'matrix',
    successors: null,
    simulator: null,
    onDefect: ground.onDefect ?? ((defect) => console.error(defect)),
    release: () => Promise.resolve(),
  })
}

/** Nothing is ever new there: its events would come between the points at times of their own. */
function quiet<P extends Provider>(provider: P): P {
  return {
    ...provider,
    readEvents: (_cursor, _watch, signal) =>
      new Promise((_, reject) => {
        const end = () => reject(signal?.reason as Error)
        if (signal?.aborted) end()
        else signal?.addEventListener('abort', end)
      }),
  }
}
