import { z } from 'zod'
import { acceptedOrigins } from '../factors/relying-party.ts'
import type { StoredFactor } from '../factors/stored-factor.ts'
import type { OktaState } from '../state.ts'
import { invalidAnswer } from './refusal.ts'

const schema = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
})

/** Client data (WebAuthn Level 3 section 5.8.1) that was checked. */
export type ClientData = z.infer<typeof schema>

/**
 * Checks client data against a factor's open challenge: type, challenge, age, origin. A challenge
 * that was answered is used up, whatever comes of it.
 */
export function checkClientData(
  state: OktaState,
  factor: StoredFactor,
  bytes: Uint8Array,
  type: 'webauthn.create' | 'webauthn.get',
): ClientData {
  const clientData = parse(bytes)
  if (clientData.type !== type) throw invalidAnswer('client-data-type')
  const { challenge } = factor
  if (challenge === null) throw invalidAnswer('challenge-used')
  if (clientData.challenge !== challenge.value) throw invalidAnswer('challenge')
  factor.challenge = null
  if (challenge.expiresAt <= state.now()) throw invalidAnswer('challenge-expired')
  if (!acceptedOrigins(state).includes(clientData.origin)) throw invalidAnswer('origin')
  return clientData
}

function parse(bytes: Uint8Array): ClientData {
  try {
    return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    throw invalidAnswer('client-data')
  }
}
