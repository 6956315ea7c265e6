import type { IssuedOutcome } from '../../../shared/run.ts'
import { announce, type Work } from '../../desk/work.ts'
import type { Ceremony } from '../../provider/provider.ts'
import { freshCeremony, type Begun } from '../provider/enroll-factor.ts'
import { createCredential, type CreatedCredential } from './create-credential.ts'
import { proveCredential } from './prove-credential.ts'
import { holdCredential, isHeldBack, registerCredential } from './register-credential.ts'

/** What was made at one origin. */
export type IssuedCredential = Pick<
  IssuedOutcome,
  'issuanceId' | 'rpId' | 'factorId' | 'credentialId' | 'aaguid' | 'authenticatorName' | 'remarks'
>

/** From a key with its PIN to a registered and proven credential. The caller zeroes `pin`. */
export async function issueCredential(begun: Begun, pin: Uint8Array): Promise<IssuedCredential> {
  const { work } = begun
  const ceremony = await freshCeremony(begun)
  await announce(work, 'creating')
  const credential = await createCredential(work, ceremony, pin)
  try {
    const name = await work.talk.hold(() => registerAndProve(work, ceremony, credential, pin))
    return {
      issuanceId: work.issuanceId,
      rpId: ceremony.rp.id,
      factorId: ceremony.factorId,
      credentialId: work.credentialId ?? '',
      aaguid: credential.attested.aaguid,
      authenticatorName: name,
      remarks: credential.remarks,
    }
  } finally {
    credential.token?.dispose()
  }
}

async function registerAndProve(
  work: Work,
  ceremony: Ceremony,
  credential: CreatedCredential,
  pin: Uint8Array,
): Promise<string | null> {
  if (isHeldBack(work)) {
    await holdCredential(work, ceremony, credential)
    await proveCredential(work, ceremony, credential, pin)
    return null
  }
  const { authenticatorName } = await registerCredential(work, ceremony, credential)
  await proveCredential(work, ceremony, credential, pin)
  return authenticatorName
}
