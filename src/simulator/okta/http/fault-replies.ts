import { errorReply } from './error-reply.ts'
import { OktaError, errorBody } from './errors.ts'
import type { Reply } from './exchange.ts'
import type { ActiveFaults } from './faults.ts'

/** The answer a fault gives instead of the operation's; null when the operation may run. */
export function faultReply(faults: ActiveFaults, errorId: string, epochMs: number): Reply | null {
  for (const fault of faults) {
    switch (fault.kind) {
      case 'rate-limit':
        return tooMany(errorId, rateHeaders(fault.resetInSeconds, epochMs))
      case 'concurrency':
        return concurrencyReply(errorId, epochMs)
      case 'server-error':
        return serverError(fault.status, errorId)
      case 'refusal':
        return errorReply(new OktaError(fault.code, { causes: fault.causes ?? [] }), errorId)
      case 'bad-gateway':
        return BAD_GATEWAY
      case 'insufficient-scope':
        return INSUFFICIENT_SCOPE
      case 'slow':
      case 'drop':
      case 'nonce-churn':
      case 'page-size':
        break
    }
  }
  return null
}

/** 429 of too many requests at once. */
export function concurrencyReply(errorId: string, epochMs: number): Reply {
  return tooMany(errorId, {
    'x-rate-limit-limit': '0',
    'x-rate-limit-remaining': '0',
    'x-rate-limit-reset': String(Math.ceil(epochMs / 1000) + 1),
  })
}

function tooMany(errorId: string, headers: Reply['headers'] = {}): Reply {
  return { status: 429, json: errorBody(new OktaError('E0000047'), errorId), headers }
}

// An empty value leaves out a header that every answer has otherwise.
const NO_RATE_HEADERS = {
  'x-rate-limit-limit': '',
  'x-rate-limit-remaining': '',
  'x-rate-limit-reset': '',
}

function rateHeaders(resetInSeconds: number | null, epochMs: number): Reply['headers'] {
  if (resetInSeconds === null) return NO_RATE_HEADERS
  return {
    'x-rate-limit-limit': '600',
    'x-rate-limit-remaining': '0',
    'x-rate-limit-reset': String(Math.ceil(epochMs / 1000 + resetInSeconds)),
  }
}

function serverError(status: 500 | 503, errorId: string): Reply {
  const error = new OktaError(status === 500 ? 'E0000009' : 'E0000010')
  return { status, json: errorBody(error, errorId) }
}

const BAD_GATEWAY: Reply = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  text: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
}

const INSUFFICIENT_SCOPE: Reply = {
  status: 403,
  headers: {
    'www-authenticate':
      'Bearer error="insufficient_scope", error_description="The access token provided does not contain the required scopes."',
  },
}
