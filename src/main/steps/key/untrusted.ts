import { ProcedureError } from '../../procedure-error.ts'
import type { AttestationRefusal } from '../../trust/judge.ts'

/** Why the maker of a key is not taken at its word. */
export function untrustedKey(refusal: AttestationRefusal): ProcedureError {
  if (refusal.reason === 'model-not-allowed') {
    return new ProcedureError({ code: 'model-not-allowed', aaguid: refusal.aaguid })
  }
  if (refusal.reason === 'unverified-algorithm') {
    return new ProcedureError({ code: 'attestation-unverified', algorithm: refusal.algorithm })
  }
  const reason = refusal.reason === 'status' ? refusal.status : refusal.reason
  return new ProcedureError({ code: 'attestation-untrusted', reason })
}
