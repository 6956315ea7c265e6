import type { ServerResponse } from 'node:http'
import type { OktaState } from '../state.ts'
import type { OktaRequest, Reply } from './exchange.ts'

/** An answer ready to be written. */
export interface Answered {
  readonly state: OktaState
  readonly request: OktaRequest
  readonly reply: Reply
}

/** Writes an answer with the headers Okta puts on every one. */
export function writeReply(response: ServerResponse, { state, request, reply }: Answered): void {
  if (response.destroyed) return
  response.setHeader('date', new Date(state.now()).toUTCString())
  response.setHeader('x-okta-request-id', request.id)
  response.setHeader('cache-control', 'no-cache, no-store')
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    if (value !== '') response.setHeader(name, value)
  }
  response.statusCode = reply.status
  if (reply.json !== undefined) {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(reply.json))
  } else {
    response.end(reply.text)
  }
}

/** Waits, null for ever, but no longer than the client does. */
export function waitOrGiveUp(response: ServerResponse, ms: number | null): Promise<void> {
  return new Promise((resolve) => {
    const timer = ms === null ? undefined : setTimeout(resolve, ms)
    response.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
