import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { forgetNonces } from '../oauth/nonces.ts'
import type { OktaState } from '../state.ts'
import { answerOperation } from './answer-operation.ts'
import { errorReply } from './error-reply.ts'
import type { OktaRequest, Reply } from './exchange.ts'
import { concurrencyReply, faultReply } from './fault-replies.ts'
import type { ActiveFaults, Faults } from './faults.ts'
import { newErrorId } from './new-error-id.ts'
import type { RateLimits } from './rate-limits.ts'
import { readRequest } from './read-request.ts'
import type { RequestRecord } from './request-log.ts'
import { recordRequest } from './request-log.ts'
import type { Router } from './router.ts'
import { waitOrGiveUp, writeReply } from './write-reply.ts'

/** What the server answers from. */
export interface ServerParts {
  readonly state: OktaState
  readonly router: Router
  readonly faults: Faults
  readonly rateLimits: RateLimits
  readonly requests: RequestRecord[]
  readonly recordBodies: boolean
}

/** The double's HTTP server; not listening yet. */
export function createOktaServer(parts: ServerParts): Server {
  let underWay = 0
  return createServer((message, response) => {
    underWay += 1
    response.on('close', () => {
      underWay -= 1
    })
    void serve(parts, message, response, () => underWay)
  })
}

async function serve(
  parts: ServerParts,
  message: IncomingMessage,
  response: ServerResponse,
  underWay: () => number,
): Promise<void> {
  const { state, requests, recordBodies } = parts
  const request = await readRequest(state, message).catch(() => null)
  if (request === null) {
    response.destroy()
    return
  }
  const faults = parts.faults.take(request.method, request.path)
  const reply = isDropped(faults, 'before-commit')
    ? null
    : await answer(parts, request, faults, underWay())
  const isHeard = reply !== null && !isDropped(faults, 'after-commit')
  requests.push(recordRequest(request, isHeard ? reply : null, recordBodies))
  if (!isHeard) {
    response.destroy()
    return
  }
  const slow = faults.find((fault) => fault.kind === 'slow')
  if (slow !== undefined) await waitOrGiveUp(response, slow.delayMs)
  writeReply(response, { state, request, reply })
}

function isDropped(faults: ActiveFaults, when: 'before-commit' | 'after-commit'): boolean {
  return faults.some((fault) => fault.kind === 'drop' && fault.when === when)
}

async function answer(
  parts: ServerParts,
  request: OktaRequest,
  faults: ActiveFaults,
  underWay: number,
): Promise<Reply> {
  const { state, rateLimits, router } = parts
  const errorId = newErrorId(state.random)
  const rate = rateLimits.count(request.method, request.path)
  const headers = {
    'x-rate-limit-limit': String(rate.limit),
    'x-rate-limit-remaining': String(rate.remaining),
    'x-rate-limit-reset': String(rate.reset),
  }
  const instead =
    faultReply(faults, errorId, state.now()) ??
    (underWay > state.settings.concurrencyLimit ? concurrencyReply(errorId, state.now()) : null)
  if (instead !== null) return { ...instead, headers: { ...headers, ...instead.headers } }
  if (faults.some(({ kind }) => kind === 'nonce-churn')) forgetNonces(state)
  const pageSize = faults.find((fault) => fault.kind === 'page-size')?.size ?? null
  const reply = await answerOperation({ state, router, request, rate, pageSize }).catch(
    (error: unknown) => errorReply(error, errorId),
  )
  return { ...reply, headers: { ...headers, ...reply.headers } }
}
