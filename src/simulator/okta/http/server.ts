import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { ROUTES } from '../routes.ts'
import type { OktaState } from '../state.ts'
import { answerRequest } from './answer-request.ts'
import type { ActiveFaults, Faults } from './faults.ts'
import { RateLimits } from './rate-limits.ts'
import { readRequest } from './read-request.ts'
import { recordRequest, type RequestRecord } from './request-log.ts'
import { Router } from './router.ts'
import { waitOrGiveUp, writeReply } from './write-reply.ts'

/** As many are remembered: a demo may run for days. */
const MOST_REQUESTS = 10_000

/** What the server answers from, what goes wrong meanwhile, and where it notes what it was asked. */
export interface ServerParts {
  readonly state: OktaState
  readonly faults: Faults
  readonly requests: RequestRecord[]
  readonly recordBodies: boolean
}

interface Serving extends ServerParts {
  readonly router: Router
  readonly rateLimits: RateLimits
}

/** The double's HTTP server; not listening yet. */
export function createOktaServer(parts: ServerParts): Server {
  const { state } = parts
  const rateLimits = new RateLimits(state.now, () => state.settings.rateLimitShare)
  const serving = { ...parts, rateLimits, router: new Router(ROUTES) }
  let underWay = 0
  return createServer((message, response) => {
    underWay += 1
    response.on('close', () => {
      underWay -= 1
    })
    void serve(serving, message, response, () => underWay)
  })
}

async function serve(
  serving: Serving,
  message: IncomingMessage,
  response: ServerResponse,
  underWay: () => number,
): Promise<void> {
  const { state, router, requests, recordBodies } = serving
  const request = await readRequest(state, message).catch(() => null)
  if (request === null) {
    response.destroy()
    return
  }
  const faults = serving.faults.take(request.method, request.path)
  const answered = isDropped(faults, 'before-commit')
    ? null
    : await answerRequest(serving, request, faults, underWay())
  const reply = isDropped(faults, 'after-commit') ? null : answered
  const operationId = router.operationIdOf(request.method, request.path)
  requests.push(recordRequest({ request, reply, operationId }, recordBodies))
  if (requests.length > MOST_REQUESTS) requests.shift()
  if (reply === null) {
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
