import { z } from 'zod'
import { ProcedureError } from '../../procedure-error.ts'

/** What is kept for the record: the attestation, and what was signed along with it. */
export interface KeptAttestation {
  readonly attestationObject: Uint8Array
  /** Null where the attestation was kept without it; its signature cannot be verified again then. */
  readonly clientDataJSON: Uint8Array | null
}

const bytes = z.base64url().transform((text) => new Uint8Array(Buffer.from(text, 'base64url')))
const keptSchema = z.strictObject({ attestationObject: bytes, clientDataJSON: bytes })

/** As bytes to be sealed. */
export function encodeKept(attestationObject: Uint8Array, clientDataJSON: Uint8Array): Uint8Array {
  const kept = { attestationObject, clientDataJSON }
  const text = JSON.stringify(kept, (_name, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : value,
  )
  return new TextEncoder().encode(text)
}

/** Throws ProcedureError `attestation-not-kept` when it is not what a station wrote. */
export function decodeKept(sealed: Uint8Array): KeptAttestation {
  // Once the attestation object was kept alone: a map of CBOR, which no JSON begins like.
  if (sealed[0] !== 0x7b) return { attestationObject: sealed, clientDataJSON: null }
  const read = keptSchema.safeParse(JSON.parse(new TextDecoder().decode(sealed)))
  if (read.success) return read.data
  throw new ProcedureError({ code: 'attestation-not-kept' })
}
