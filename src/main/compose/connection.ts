import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConnectionState } from '../../shared/contract.ts'
import { causeOf } from '../desk/failure-of.ts'
import {
  readConnection,
  readConnectionFile,
  type OktaConnection,
} from '../provider/okta/connection.ts'
import type { ActivationLog } from '../provider/okta/edges.ts'
import { createOktaProvider } from '../provider/okta/provider.ts'
import { keepSignIn } from '../provider/okta/sign-in/kept-sign-in.ts'
import type { AttendedProvider } from '../provider/provider.ts'
import { secretsUnavailable } from '../secrets/secrets-unavailable.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { isThere, nullIfMissing } from '../system/system-error.ts'
import { writeWhole } from '../system/write-whole.ts'

/** The provider of a station, or why it has none. */
export interface Connected {
  readonly provider: AttendedProvider | null
  readonly connection: ConnectionState
}

/** Where a station's connection comes from, and who seals what is kept of it. */
export interface ConnectionPlace {
  readonly dataDirectory: string
  readonly secrets: Secrets
  readonly fetch: typeof fetch
  /** Shared by every station of the registry. */
  readonly activations: ActivationLog
  /** Shows the operator the provider's sign-in page, for a connection that signs them in. */
  readonly openBrowser?: (url: string) => Promise<void>
  readonly organization: RealOrganization
}

/** Where a connection is kept, and who seals it. */
type Keeping = Pick<ConnectionPlace, 'dataDirectory' | 'secrets'>

/** The connection that was kept, or one from a file; `keep`: seal it and use it from now on. */
export type RealOrganization =
  | { readonly from: 'kept' }
  | { readonly from: 'file'; readonly file: string; readonly keep: boolean }

/** Opens the station's connection. One that has none, or a broken one, says so and stays without. */
export async function openConnection(place: ConnectionPlace): Promise<Connected> {
  try {
    const json = await findConnection(place)
    if (json === null) return { provider: null, connection: { kind: 'none' } }
    const provider = openProvider(place, readConnection(json))
    const isWanted = place.organization.from === 'file' && place.organization.keep
    const isKept = !isWanted || (await keep(place, json))
    const connection = { kind: 'connected', host: provider.host, simulated: false } as const
    return { provider, connection: isKept ? connection : { ...connection, forThisSession: true } }
  } catch (error) {
    return { provider: null, connection: { kind: 'broken', cause: causeOf(error) } }
  }
}

/** Throws what is wrong with a file that should hold a connection. */
export async function checkConnectionFile(file: string): Promise<void> {
  readConnection(await readConnectionFile(file))
}

/**
 * Keeps another station's connection where there is none; `note` is told its host before. One that cannot be
 * opened served nobody there either.
 */
export async function takeConnection(
  from: Keeping,
  into: Keeping,
  note: (host: string) => Promise<void>,
): Promise<void> {
  if (await isThere(keptFile(into))) return
  const json = await readKept(from).catch(() => null)
  const host = json === null ? null : hostIn(json)
  if (host === null) return
  await note(host)
  await seal(into, json)
}

function hostIn(json: unknown): string | null {
  try {
    return new URL(readConnection(json).orgUrl).host
  } catch {
    return null
  }
}

function openProvider(place: ConnectionPlace, connection: OktaConnection): AttendedProvider {
  const { auth } = connection
  return createOktaProvider(connection, {
    fetch: place.fetch,
    now: Date.now,
    activations: place.activations,
    ...(place.openBrowser && { openBrowser: place.openBrowser }),
    ...(auth.kind === 'operator' && {
      refreshTokens: (apiUrl) =>
        keepSignIn(place, `${apiUrl} ${auth.clientId}`, fileOf(connection, apiUrl)),
    }),
  })
}

/** An operator's sign-in has a file for each address it is for; the organization's own has the plain name. */
function fileOf({ orgUrl }: OktaConnection, apiUrl: string): string {
  if (apiUrl === orgUrl) return 'operator.sealed'
  return `operator-${new URL(apiUrl).host.replace(/[^a-z0-9.-]/g, '_')}.sealed`
}

async function findConnection(place: ConnectionPlace): Promise<unknown> {
  const { organization } = place
  if (organization.from === 'file') return await readConnectionFile(organization.file)
  return await readKept(place)
}

async function readKept(place: Keeping): Promise<unknown> {
  const sealed = await readFile(keptFile(place)).catch(nullIfMissing)
  if (sealed === null) return null
  return JSON.parse(Buffer.from(await open(place, sealed)).toString()) as unknown
}

async function open({ secrets }: Keeping, sealed: Uint8Array): Promise<Uint8Array> {
  try {
    return await secrets.open(sealed)
  } catch (error) {
    throw secretsUnavailable('refused', error)
  }
}

/** False where it could not be sealed or written: the connection serves this session all the same. */
async function keep(place: ConnectionPlace, json: unknown): Promise<boolean> {
  try {
    if (!(await place.secrets.available())) return false
    await seal(place, json)
    return true
  } catch {
    return false
  }
}

async function seal(place: Keeping, json: unknown): Promise<void> {
  const sealed = await place.secrets.seal(Buffer.from(JSON.stringify(json)))
  await writeWhole(keptFile(place), sealed)
}

const keptFile = ({ dataDirectory }: Keeping): string => join(dataDirectory, 'connection.sealed')
