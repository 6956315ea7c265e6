import { request as requestHttp, type ClientRequest } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import { ProxyError } from '../../system/proxy-error.ts'
import { codeOf } from '../../system/system-error.ts'
import type { Proxy } from './proxy.ts'

/** Asks a proxy for connections, and can let go of what it has not answered yet. */
export interface Tunnels {
  /** Opens a connection to `host:port` (RFC 9110 section 9.3.6), and tells once how that ended. */
  open(authority: string, end: TunnelEnd): void
  close(): void
}

/** A connection, or a ProxyError, or what is wrong with the proxy's certificate. */
type TunnelEnd = (...end: [fault: null, socket: Socket] | [fault: Error, socket: null]) => void

const longestWaitMs = 10_000

/** Nothing is asked before `open`, and nothing is asked twice. */
export function openTunnels(proxy: Proxy, secureContext: SecureContext): Tunnels {
  const waiting = new Set<ClientRequest>()
  return {
    open(authority, end) {
      const asking = ask(proxy, authority, secureContext)
      waiting.add(asking)
      asking.once('close', () => waiting.delete(asking))
      hear(asking, end)
    },
    close() {
      for (const asking of waiting) asking.destroy(silence())
    },
  }
}

function ask(
  { address, authorization }: Proxy,
  authority: string,
  secureContext: SecureContext,
): ClientRequest {
  const options = {
    method: 'CONNECT',
    path: authority,
    agent: false,
    headers: {
      host: authority,
      // Without an agent Node would ask to close the connection that is to become the tunnel.
      connection: 'keep-alive',
      'proxy-connection': 'keep-alive',
      ...(authorization !== null && { 'proxy-authorization': authorization }),
    },
  }
  if (address.protocol === 'http:') return requestHttp(address, options)
  const host = address.hostname.replace(/^\[|\]$/g, '')
  // Node passes them on to TLS; left out, the name would be that of the header.
  const secured = { ...options, secureContext, servername: isIP(host) === 0 ? host : '' }
  return requestHttps(address, secured)
}

function hear(asking: ClientRequest, end: TunnelEnd): void {
  const tooLong = setTimeout(() => asking.destroy(silence()), longestWaitMs)
  asking
    // Node tells every answer to CONNECT so, whatever its status.
    .once('connect', ({ statusCode = 0 }, socket: Socket, head) => {
      clearTimeout(tooLong)
      // Over TLS the client speaks first: what comes now is no tunnel's.
      if (statusCode === 200 && head.length === 0) return end(null, socket)
      socket.on('error', () => undefined).destroy()
      return end(refusal(statusCode), null)
    })
    .once('error', (error) => {
      clearTimeout(tooLong)
      end(tunnelFault(error, null), null)
    })
    .end()
}

function refusal(status: number): ProxyError {
  const code = status === 407 ? 'ERR_PROXY_AUTH_REQUESTED' : 'ERR_TUNNEL_CONNECTION_FAILED'
  return new ProxyError(code, status)
}

const silence = (): ProxyError => new ProxyError('ERR_PROXY_CONNECTION_FAILED', null)

/** What is neither HTTP nor TLS, by the names of Node's parser and of OpenSSL. */
const garbage = /^(HPE_\w+|EPROTO|ERR_SSL_(?!\w*ALERT)\w+)$/
/** Nobody there, or a connection that ended: by the names of the system, of Node and of undici. */
const ended = /^(E(?!RR_)[A-Z_]+|UND_ERR_\w+)$/

/**
 * What a failure on the way through a proxy tells of it; `status`: what it had answered by then. A
 * certificate nobody trusts is told as it is.
 */
export function tunnelFault(error: Error, status: number | null): Error {
  const code = codeOf(error)
  if (garbage.test(code)) {
    return new ProxyError('ERR_TUNNEL_CONNECTION_FAILED', status, { cause: error })
  }
  if (!ended.test(code)) return error
  return new ProxyError('ERR_PROXY_CONNECTION_FAILED', null, { cause: error })
}
