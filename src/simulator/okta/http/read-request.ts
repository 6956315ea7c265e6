import type { IncomingMessage } from 'node:http'
import { newRequestId } from '../ids.ts'
import type { OktaState } from '../state.ts'
import type { OktaRequest } from './exchange.ts'

const LARGEST_BODY = 1024 * 1024

/** Reads a request whole. Throws when the body is larger than a megabyte. */
export async function readRequest(
  state: OktaState,
  message: IncomingMessage,
): Promise<OktaRequest> {
  const [path, query] = splitOnce(message.url ?? '/', '?')
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: message.headers,
    body: await readBody(message),
    base: `http://${message.headers.host ?? '127.0.0.1'}`,
    host: organizationHost(state, message),
    id: newRequestId(state.random),
  }
}

/**
 * Which host of the organization was asked. The double listens on 127.0.0.1 only; that is the
 * organization's own host. `localhost`, the custom domain's own name in the Host header, or
 * `x-double-host` mean the custom domain.
 */
function organizationHost(state: OktaState, { headers }: IncomingMessage): string {
  const own = new URL(state.settings.origin).host
  const custom = state.settings.customDomain
  if (custom === null) return own
  const asked = headers['x-double-host'] ?? headers.host?.replace(/:\d+$/, '')
  return asked === custom || asked === 'localhost' ? custom : own
}

async function readBody(message: IncomingMessage): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of message) {
    if (!(part instanceof Uint8Array)) throw new Error('a request body is bytes')
    length += part.length
    if (length > LARGEST_BODY) throw new Error('the request body is too large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function splitOnce(text: string, at: string): [string, string] {
  const index = text.indexOf(at)
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}
