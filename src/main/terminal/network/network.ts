import { createSecureContext, type SecureContext } from 'node:tls'
import type * as undiciTypes from 'undici'
import { trustedAuthorities } from './authorities.ts'
import { isExcepted, readProxy, type NetworkVariables } from './proxy.ts'
import { openTunnels, tunnelFault, type Tunnels } from './tunnel.ts'

/** A way out, and its end: what is open until then keeps the process alive. */
export interface Network {
  readonly fetch: typeof fetch
  /** Lets go of every connection, made or not. */
  close(): Promise<void>
}

/**
 * The terminal's way out: through the proxy HTTPS_PROXY names, but for what NO_PROXY excepts, trusting
 * whom this computer trusts. Node's own `fetch` does neither. Rejects with a UsageError for variables
 * that make no sense. A proxy in the way is told by a ProxyError as the cause.
 */
export async function openNetwork(variables: NetworkVariables): Promise<Network> {
  const proxy = readProxy(variables)
  const secureContext = createSecureContext({ ca: await trustedAuthorities(variables) })
  // Loaded by who needs a network, and before a key is spoken to.
  const undici = await import('undici')
  const direct = new undici.Agent({ connect: { secureContext } })
  const tunnels = proxy && openTunnels(proxy, secureContext)
  const proxied =
    tunnels && new undici.Agent({ connect: agentThrough(tunnels, undici, secureContext) })
  return {
    async fetch(input, init) {
      if (input instanceof Request) throw new TypeError('an address and options, never a Request')
      const url = new URL(input)
      const isDirect = proxied === null || isExcepted(url, variables)
      return await send(undici, url, init, isDirect ? direct : proxied)
    },
    async close() {
      tunnels?.close()
      await Promise.all([direct.destroy(), proxied?.destroy()])
    },
  }
}

type Undici = typeof undiciTypes

/**
 * Connects through a proxy. The package's own agent for that asks for ever where a proxy closes what it
 * accepted: it takes the error of its inner client for one of a connection that stood.
 */
function agentThrough(
  tunnels: Tunnels,
  undici: Undici,
  secureContext: SecureContext,
): undiciTypes.buildConnector.connector {
  const secure = undici.buildConnector({ secureContext })
  return (options, callback) => {
    const { protocol, hostname, port } = options
    const isSecure = protocol === 'https:'
    // The package takes the brackets of an IPv6 address off.
    const host = hostname.includes(':') ? `[${hostname}]` : hostname
    tunnels.open(`${host}:${port || (isSecure ? '443' : '80')}`, (fault, httpSocket) => {
      if (fault) return callback(fault, null)
      if (!isSecure) return callback(null, httpSocket)
      return secure({ ...options, httpSocket }, (...[error, socket]) => {
        if (error) callback(tunnelFault(error, 200), null)
        else callback(null, socket)
      })
    })
  }
}

/** The package's classes are not the platform's, though Node's `fetch` is of the same make. */
async function send(
  undici: Undici,
  url: URL,
  init: RequestInit | undefined,
  dispatcher: undiciTypes.Dispatcher,
): Promise<Response> {
  const options = { ...init, dispatcher } as Parameters<Undici['fetch']>[1]
  const { body, status, statusText, headers } = await undici.fetch(url, options)
  const stream = body as ReadableStream<Uint8Array> | null
  return new Response(stream, { status, statusText, headers: [...headers] })
}
