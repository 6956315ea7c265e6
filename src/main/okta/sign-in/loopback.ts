import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { IdpError } from '../../idp.ts'

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
 * Listens until `close`. Throws IdpError `provider-sign-in-refused` when the port is taken or not
 * to be had: Okta knows only the one that is registered. `redirect` rejects after five minutes, and when `signal` is aborted.
 */
export async function listenForRedirect(
  port: number,
  state: string,
  signal: AbortSignal,
): Promise<RedirectListener> {
  const server = createServer()
  const redirect = waitForRedirect(server, state, signal)
  // Nobody may be waiting yet when it fails; who waits later still learns of it.
  redirect.catch(() => undefined)
  await listen(server, port)
  return {
    redirectUri: `${base}:${port}${path}`,
    redirect,
    close() {
      server.close()
      server.closeIdleConnections()
    },
  }
}

function waitForRedirect(
  server: Server,
  state: string,
  signal: AbortSignal,
): Promise<URLSearchParams> {
  return new Promise((resolve, reject) => {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const query = readRedirect(request, state)
      answer(response, query === null ? 404 : 200)
      if (query !== null) resolve(query)
    })
    AbortSignal.timeout(longestWaitMs).addEventListener('abort', () => {
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

function refusal(error: string, reason: string): IdpError {
  return new IdpError({ code: 'provider-sign-in-refused', error, reason })
}
