import type { ConnectionState } from '../shared/contract.ts'
import { causeOf } from './failure-of.ts'
import type { IdentityProvider } from './idp.ts'
import { readConnectionFile } from './okta/connection.ts'
import { createOktaProvider } from './okta/provider.ts'

/** The provider of a station, or why it has none. */
export interface Connected {
  readonly provider: IdentityProvider | null
  readonly connection: ConnectionState
}

/** Opens the connection of a file. A station without one says what is missing. */
export async function openConnection(options: {
  readonly connectionFile?: string
  readonly fetch: typeof fetch
}): Promise<Connected> {
  const { connectionFile, fetch } = options
  if (connectionFile === undefined) return { provider: null, connection: { kind: 'none' } }
  try {
    const connection = await readConnectionFile(connectionFile)
    const provider = createOktaProvider(connection, { fetch, now: Date.now })
    return { provider, connection: { kind: 'connected', host: provider.host, simulated: false } }
  } catch (error) {
    return { provider: null, connection: { kind: 'broken', cause: causeOf(error) } }
  }
}
