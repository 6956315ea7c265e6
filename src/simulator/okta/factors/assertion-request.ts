import { z } from 'zod'
import { readJson } from '../http/body.ts'
import type { OktaRequest } from '../http/exchange.ts'
import { fromAnyBase64, fromBase64 } from './base64.ts'
import { invalidAnswer } from './refusal.ts'

const schema = z.object({
  clientData: z.string(),
  authenticatorData: z.string(),
  signatureData: z.string(),
  userHandle: z.string().optional(),
})

/** An assertion as a request brings it. */
export interface Assertion {
  readonly clientData: Uint8Array
  readonly authenticatorData: Uint8Array
  readonly signature: Uint8Array
  readonly userHandle: Uint8Array | null
}

/** Reads an assertion. Unlike at activation, what the key signed is standard base64 only. */
export function readAssertion(request: OktaRequest): Assertion {
  const body = readJson(request, schema)
  const clientData = fromAnyBase64(body.clientData)
  const authenticatorData = fromBase64(body.authenticatorData)
  const signature = fromBase64(body.signatureData)
  if (clientData === null || authenticatorData === null || signature === null) {
    throw invalidAnswer('not-standard-base64')
  }
  const userHandle = body.userHandle === undefined ? null : fromAnyBase64(body.userHandle)
  if (body.userHandle !== undefined && userHandle === null) throw invalidAnswer('user-handle')
  return { clientData, authenticatorData, signature, userHandle }
}
