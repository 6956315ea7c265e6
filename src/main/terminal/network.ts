import { createSecureContext } from 'node:tls'
import type * as undiciTypes from 'undici'
import { ProxyError } from '../proxy-error.ts'
import { trustedAuthorities } from './authorities.ts'
import { isExcepted, readProxy, type NetworkVariables, type Proxy } from './proxy.ts'

/**
 * The terminal's way out: through the proxy HTTPS_PROXY names, but for what NO_PROXY excepts, trusting
 * whom this computer trusts. Node's own `fetch` does neither. Rejects with a UsageError for variables
 * that make no sense. A proxy in the way is told by a ProxyError as the cause.
 */
export async function openNetwork(variables: NetworkVariables): Promise<typeof fetch> {
  const proxy = readProxy(variables)
  const tls = { secureContext: createSecureContext({ ca: trustedAuthorities(variables) }) }
  // Loaded by who needs a network, and before a key is spoken to.
  const undici = await import('undici')
  const direct = new undici.Agent({ connect: tls })
  const proxied = proxy && new undici.ProxyAgent(proxyOptions(proxy, tls))
  return async (input, init) => {
    if (input instanceof Request) throw new TypeError('an address and options, never a Request')
    const url = new URL(input)
    const isProxied = proxied !== null && !isExcepted(url, variables)
    try {
      return await send(undici, url, init, isProxied ? proxied : direct)
    } catch (error) {
      throw isProxied ? explained(error) : error
    }
  }
}

type Undici = typeof undiciTypes
type ProxyOptions = undiciTypes.ProxyAgent.Options
type Tls = NonNullable<ProxyOptions['requestTls']>

function proxyOptions({ address, authorization }: Proxy, tls: Tls): ProxyOptions {
  return {
    uri: address.href,
    ...(authorization !== null && { token: authorization }),
    requestTls: tls,
    proxyTls: tls,
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

const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT)$/

/** Through a proxy, only the proxy itself is connected to; undici tells its refusal in a sentence. */
function explained(error: unknown): unknown {
  const proxyError = causesOf(error).flatMap(proxyErrorsOf)[0]
  return proxyError === undefined ? error : new TypeError('fetch failed', { cause: proxyError })
}

function causesOf(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : []
}

function proxyErrorsOf(cause: Error): readonly ProxyError[] {
  const status = /^Proxy response \((\d{3})\)/.exec(cause.message)?.[1]
  if (status !== undefined) {
    const code = status === '407' ? 'ERR_PROXY_AUTH_REQUESTED' : 'ERR_TUNNEL_CONNECTION_FAILED'
    return [new ProxyError(code, Number(status), { cause })]
  }
  const isAway =
    'code' in cause && typeof cause.code === 'string' && neverConnected.test(cause.code)
  return isAway ? [new ProxyError('ERR_PROXY_CONNECTION_FAILED', null, { cause })] : []
}
