import { randomBytes } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import { nodeHidKeys, type KeySource } from '../../ctap2/index.ts'
import { plainName } from '../../shared/plain-text.ts'
import type { Doer } from '../desk/facts.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { StationSecrets } from '../secrets/station-secrets.ts'
import type { Dialogs } from '../station/dialogs.ts'
import type { StationEdges, Successors } from '../station/edges.ts'
import { createStation, type Station } from '../station/station.ts'
import { deskTrust } from '../trust/desk-trust.ts'
import { openTrustStore } from '../trust/trust-store.ts'
import { openConnection, type RealOrganization } from './connection.ts'
import { noteConnection } from './note-connection.ts'
import { openOwnRegistry } from './own-registry.ts'

/** What a window or a terminal decides about its station. */
export interface Composition {
  readonly organization: Organization
  readonly dataDirectory: string
  readonly secrets: Secrets
  /** How the provider is reached: the system's proxy and trust store where the caller has them. */
  readonly fetch: typeof fetch
  /** Shows the operator the provider's sign-in page. */
  readonly openBrowser?: (url: string) => Promise<void>
  readonly successors?: Successors
  /** Over when the window stands and has settled; a terminal has none. */
  readonly settled?: Promise<void>
  /** Of the window; a terminal has none. */
  readonly dialogs?: Dialogs
  /** Instead of USB. */
  readonly keys?: KeySource
}

/** Where keys are registered: at the double of Okta, with simulated keys or the ones that are there. */
type Organization = RealOrganization | { readonly from: 'double'; readonly simulateKeys: boolean }

/** The composition root: every part of a station is chosen here and nowhere else. */
export async function composeStation(composition: Composition): Promise<Station> {
  const { organization } = composition
  if (organization.from === 'double') return await composeDemo(composition, organization)
  const registry = await openOwnRegistry(composition)
  const { activations } = registry
  const connected = await openConnection({ ...composition, organization, activations })
  await noteConnection({ registry, ...whoIsHere() }, organization, connected)
  return await createStation({
    ...commonEdges(composition),
    ...connected,
    registry,
    keys: composition.keys ?? nodeHidKeys(),
    simulator: null,
    release: () => Promise.resolve(),
  })
}

/** Loaded only when asked for: nothing simulated is reachable otherwise. */
async function composeDemo(
  composition: Composition,
  { simulateKeys }: { readonly simulateKeys: boolean },
): Promise<Station> {
  const { openDemo } = await import('./demo.ts')
  const demo = await openDemo({ simulateKeys, fetch: composition.fetch })
  try {
    const registry = await openOwnRegistry(composition)
    const keys = composition.keys ?? demo.keys ?? nodeHidKeys()
    return await createStation({ ...commonEdges(composition), ...demo, registry, keys })
  } catch (error) {
    await demo.release()
    throw error
  }
}

/** Who works here, and where, as the journal names them. */
export function whoIsHere(): Doer {
  return { operator: plainName(userInfo().username), stationName: plainName(hostname()) }
}

type CommonEdges = Pick<
  StationEdges,
  | 'folder'
  | 'stationKey'
  | 'trust'
  | 'trustStore'
  | 'settled'
  | 'dialogs'
  | 'randomBytes'
  | 'operator'
  | 'stationName'
  | 'successors'
  | 'onDefect'
>

function commonEdges(composition: Composition): CommonEdges {
  const { successors = null, dataDirectory, secrets, fetch, settled, dialogs = null } = composition
  const folder = dataDirectory === ':memory:' ? null : dataDirectory
  const trustStore = openTrustStore(folder, { now: Date.now, fetch })
  return {
    folder,
    ...(secrets instanceof StationSecrets && { stationKey: secrets }),
    trust: deskTrust(trustStore, Date.now),
    trustStore,
    ...(settled && { settled }),
    dialogs,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    ...whoIsHere(),
    successors,
    onDefect: (defect) => console.error(defect),
  }
}
