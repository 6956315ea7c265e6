import { z } from 'zod'
import { readJson } from '../http/body.ts'
import type { OktaRequest } from '../http/exchange.ts'
import { fromAnyBase64 } from './base64.ts'
import { invalidAnswer } from './refusal.ts'

const schema = z.object({ attestation: z.string(), clientData: z.string() })

/** What a key made and its client signed for, as bytes. */
export interface Registration {
  readonly attestationObject: Uint8Array
  readonly clientData: Uint8Array
}

/** Reads the body of an activation: standard base64, or base64url as Okta takes it here too. */
export function readRegistration(request: OktaRequest): Registration {
  const body = readJson(request, schema)
  const attestationObject = fromAnyBase64(body.attestation)
  const clientData = fromAnyBase64(body.clientData)
  if (attestationObject === null || clientData === null) throw invalidAnswer('not-base64')
  return { attestationObject, clientData }
}
