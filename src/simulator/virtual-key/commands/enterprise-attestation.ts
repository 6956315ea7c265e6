import type { Authenticator } from '../authenticator.ts'
import { asUnsigned, optional } from '../cbor/members.ts'
import type { CborMap } from '../cbor/value.ts'
import { refuse, Status } from '../status.ts'

/** Whether this credential gets enterprise attestation (sections 6.1.2 step 9 and 7.1). */
export function isEnterpriseAttestation(
  key: Authenticator,
  parameters: CborMap,
  rpId: string,
): boolean {
  const kind = optional(parameters, 0x0a, asUnsigned)
  if (kind === undefined) return false
  const { profile, memory } = key
  if (!profile.hasEnterpriseAttestation || !memory.isEnterpriseAttestationOn)
    refuse(Status.invalidParameter)
  // 1: the vendor wrote the list of relying parties into the key. 2: the platform has its own.
  if (kind === 1) return profile.enterpriseRpIds.includes(rpId)
  return kind === 2 ? true : refuse(Status.invalidOption)
}
