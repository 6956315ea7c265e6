import type { Outcome } from '../../shared/run.ts'
import type { Ceremony, Registration } from '../idp.ts'
import { record, type Work } from '../work.ts'
import { createCredential, type CreatedCredential } from './create-credential.ts'
import { enrollFactor } from './enroll-factor.ts'
import { proveCredential } from './prove-credential.ts'
import { registerCredential } from './register-credential.ts'

/** From a key with its PIN to a registered and proven credential. The caller zeroes `pin`. */
export async function issueCredential(work: Work, pin: Uint8Array): Promise<Outcome> {
  const ceremony = await enrollFactor(work)
  const credential = await createCredential(work, ceremony, pin)
  const registration = await work.talk
    .hold(async () => {
      const registered = await registerCredential(work, ceremony, credential)
      await proveCredential(work, ceremony, credential, pin)
      return registered
    })
    .finally(() => credential.token?.dispose())
  await record(work, 'run-done')
  return outcomeOf(work, ceremony, credential, registration)
}

function outcomeOf(
  work: Work,
  ceremony: Ceremony,
  credential: CreatedCredential,
  registration: Registration,
): Outcome {
  return {
    issuanceId: work.issuanceId,
    person: work.person,
    key: work.session.key,
    provider: work.desk.provider.host,
    rpId: ceremony.rp.id,
    factorId: registration.factorId,
    credentialId: registration.credentialId,
    aaguid: credential.attested.aaguid,
    authenticatorName: registration.authenticatorName,
    pinToHandOver: work.template.pin.kind !== 'typed',
  }
}
