import { z } from 'zod'
import { ProcedureError } from '../../procedure-error.ts'
import type { Ceremony, NewCredential } from '../../provider/provider.ts'

/** What the provider is given at the hand-over, and what it was made for. */
export interface HeldAttestation {
  readonly ceremony: Ceremony
  readonly credential: NewCredential
}

const bytes = z.base64url().transform((text) => new Uint8Array(Buffer.from(text, 'base64url')))

const heldSchema = z.strictObject({
  ceremony: z.strictObject({
    personId: z.string(),
    factorId: z.string(),
    challenge: z.string(),
    origin: z.string(),
    rp: z.strictObject({ id: z.string(), name: z.string() }),
    user: z.strictObject({ id: bytes, name: z.string(), displayName: z.string() }),
    algorithms: z.array(z.number()),
    excludeCredentials: z.array(bytes),
    requireResidentKey: z.boolean(),
    userVerification: z.enum(['required', 'preferred', 'discouraged']),
    requestId: z.string().nullable(),
    expiresAt: z.number().exactOptional(),
  }),
  credential: z.strictObject({
    credentialId: bytes,
    attestationObject: bytes,
    clientDataJSON: bytes,
  }),
})

/** As bytes to be sealed. */
export function encodeHeld({ ceremony, credential }: HeldAttestation): Uint8Array {
  const { credentialId, attestationObject, clientDataJSON } = credential
  const kept = { ceremony, credential: { credentialId, attestationObject, clientDataJSON } }
  const text = JSON.stringify(kept, (_name, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : value,
  )
  return new TextEncoder().encode(text)
}

/** Throws ProcedureError `not-available` when it is not what this version wrote. */
export function decodeHeld(sealed: Uint8Array): HeldAttestation {
  const read = heldSchema.safeParse(JSON.parse(new TextDecoder().decode(sealed)))
  if (read.success) return read.data
  throw new ProcedureError({ code: 'not-available', what: 'held-attestation' })
}
