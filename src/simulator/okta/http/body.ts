import type { ZodType } from 'zod'
import type { OktaRequest } from './exchange.ts'
import { OktaError } from './errors.ts'

/** The JSON body, checked. Malformed JSON is E0000003; a wrong shape is E0000001 naming the field. */
export function readJson<T>(request: OktaRequest, schema: ZodType<T>): T {
  const parsed = schema.safeParse(readAnyJson(request))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue === undefined ? 'body' : issue.path.join('.') || 'body'
  throw new OktaError('E0000001', { subject: field, causes: [`${field}: ${issue?.message ?? ''}`] })
}

/** The JSON body or undefined when the request has none. */
export function readAnyJson(request: OktaRequest): unknown {
  if (request.body.length === 0) return undefined
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) throw new OktaError('E0000021')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(request.body)
    return JSON.parse(text) as unknown
  } catch {
    throw new OktaError('E0000003')
  }
}
