import { createServer, type IncomingMessage } from 'node:http'
import { onTestFinished } from 'vitest'

/** A request as the local server got it. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown
}

/** `drop` closes the connection without an answer; `hang` never answers. */
export type Script = (request: Received, count: number) => Reply | 'drop' | 'hang'

export interface LocalOkta {
  readonly url: string
  readonly received: Received[]
  paths(): string[]
}

/** A local server that answers by script, for what no double would do by itself. */
export async function startLocalOkta(script: Script): Promise<LocalOkta> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    void readRequest(request).then((read): unknown => {
      received.push(read)
      const reply = script(read, received.length)
      if (reply === 'drop') return response.destroy()
      if (reply === 'hang') return undefined
      const isText = typeof reply.body === 'string'
      response.writeHead(reply.status, {
        'content-type': isText ? 'text/html' : 'application/json',
        'x-okta-request-id': `request-${received.length}`,
        ...reply.headers,
      })
      if (typeof reply.body === 'string') return response.end(reply.body)
      return response.end(reply.body === undefined ? '' : JSON.stringify(reply.body))
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = `http://127.0.0.1:${address.port}`
  return { url, received, paths: () => received.map((r) => `${r.method} ${r.path}`) }
}

async function readRequest(request: IncomingMessage): Promise<Received> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const url = new URL(request.url ?? '/', 'http://local')
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value)
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body,
  }
}

export const tokenReply: Reply = {
  status: 200,
  body: { token_type: 'DPoP', expires_in: 3600, access_token: 'at-1', scope: 'okta.users.manage' },
}

export const userBody = {
  id: '00u1',
  status: 'ACTIVE',
  profile: { login: 'ada@acme.com', email: 'ada@acme.com', firstName: 'Ada', lastName: 'Lovelace' },
}
