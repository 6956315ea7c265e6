import type { AttestationRecord, RegistrationJSON } from '../../shared/attestation-record.ts'
import type { Issuance } from '../../shared/records.ts'
import { aboutRow, writeFact, type Workplace } from '../desk/facts.ts'
import { ProcedureError } from '../procedure-error.ts'
import { decodeKept, type KeptAttestation } from '../steps/credential/kept-attestation.ts'

/**
 * Opens what a key showed when it was issued, as its template has it kept. Each time is in the audit.
 * Throws ProcedureError `issuance-not-found` or `attestation-not-kept`.
 */
export async function exportAttestation(
  workplace: Workplace,
  issuanceId: string,
): Promise<AttestationRecord> {
  const { issuances } = workplace.registry
  const row = await issuances.find(issuanceId)
  if (!row) throw new ProcedureError({ code: 'issuance-not-found' })
  const sealed = await issuances.openAttestation(issuanceId)
  if (!sealed) throw new ProcedureError({ code: 'attestation-not-kept' })
  const registration = registrationOf(row, decodeKept(sealed))
  await writeFact(workplace, 'attestation-exported', aboutRow('export', row))
  const { login, provider, aaguid, keySerial, rpId } = row
  const createdAt = new Date(row.createdAt).toISOString()
  return { issuanceId, login, provider, aaguid, keySerial, rpId, createdAt, registration }
}

function registrationOf(
  { credentialId }: Issuance,
  { attestationObject, clientDataJSON }: KeptAttestation,
): RegistrationJSON {
  const id = credentialId ?? ''
  return {
    id,
    rawId: id,
    type: 'public-key',
    response: {
      attestationObject: base64url(attestationObject),
      ...(clientDataJSON && { clientDataJSON: base64url(clientDataJSON) }),
    },
    clientExtensionResults: {},
  }
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
