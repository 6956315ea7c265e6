import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { TimeLimit } from '../../../system/time-limit.ts'
import { ProviderError } from '../../provider.ts'

/** Waits on the loopback for one redirect of the browser (RFC 8252 section 7.3). */
export interface RedirectListener {
  readonly redirectUri: string
  /** The query of the redirect that carried our `state`; everything else is turned away. */
  readonly redirect: Promise<URLSearchParams>
  close(): void
}

const longestWaitMs = 5 * 60_000
const path = '/callback'
const base = 'http://127.0.0.1'
const page = `<!doctype html><meta charset="utf-8"><title>Keydesk</title>
<p style="font:1.1rem system-ui;margin:4rem auto;max-width:30rem">You can close this page and go back to Keydesk.</p>`
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'referrer-policy': 'no-referrer',
  connection: 'close',
}

/**
 * Listens until `close`. Throws ProviderError `provider-sign-in-refused` when the port is taken or not
 * to be had: Okta knows only the one that is registered. `redirect` rejects after five minutes, and when `signal` is aborted.
 */
export async function listenForRedirect(
  port: number,
  state: string,
  signal: AbortSignal,
): Promise<RedirectListener> {
  const server = createServer()
  const limit = new TimeLimit(longestWaitMs)
  const redirect = waitForRedirect(server, state, limit.signal, signal)
  // Nobody may be waiting yet when it fails; who waits later still learns of it.
  redirect.catch(() => undefined)
  try {
    await listen(server, port)
  } catch (error) {
    limit.end()
    throw error
  }
  return {
    redirectUri: `${base}:${port}${path}`,
    redirect,
    close() {
      limit.end()
      server.close()
      // Browsers open connections they may never use: those are not idle, and would be waited for.
      server.closeAllConnections()
    },
  }
}

function waitForRedirect(
  server: Server,
  state: string,
  late: AbortSignal,
  signal: AbortSignal,
): Promise<URLSearchParams> {
  return new Promise((resolve, reject) => {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const query = readRedirect(request, state)
      // Not before the page is out: the listener is closed as soon as the redirect is there.
      if (query !== null) response.once('close', () => resolve(query))
      answer(response, query === null ? 404 : 200)
    })
    late.addEventListener('abort', () => {
      reject(refusal('timeout', 'nobody signed in within five minutes'))
    })
    signal.addEventListener('abort', () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    })
  })
}

/** The `state` ties the redirect to our request; without it any page could send us a code. */
function readRedirect(request: IncomingMessage, state: string): URLSearchParams | null {
  const target = request.url ?? '/'
  // Any page can ask for `//`, which is no URL.
  if (!URL.canParse(target, base)) return null
  const url = new URL(target, base)
  const isOurs = request.method === 'GET' && url.pathname === path
  return isOurs && url.searchParams.get('state') === state ? url.searchParams : null
}

function answer(response: ServerResponse, status: 200 | 404): void {
  response.writeHead(status, pageHeaders)
  response.end(status === 200 ? page : '')
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      const isTaken = code === 'EADDRINUSE'
      const reason = `port ${port} of this computer ${isTaken ? 'is taken' : 'cannot be opened'}`
      reject(refusal(isTaken ? 'redirect_port_in_use' : `listen_${code ?? 'failed'}`, reason))
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}

function refusal(error: string, reason: string): ProviderError {
  return new ProviderError({ code: 'provider-sign-in-refused', error, reason })
}
