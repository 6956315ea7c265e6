import { ProcedureError } from '../conversation.ts'
import type { Ceremony, Registration } from '../idp.ts'
import { record, type Work } from '../work.ts'
import type { CreatedCredential } from './create-credential.ts'

/** Gives the provider the credential and makes sure that it is the one it now holds. */
export async function registerCredential(
  work: Work,
  ceremony: Ceremony,
  credential: CreatedCredential,
): Promise<Registration> {
  const { desk, talk, issuanceId, template } = work
  talk.show('register-credential')
  await desk.registry.issuances.update(issuanceId, {
    act: 'activating',
    credentialId: Buffer.from(credential.credentialId).toString('base64url'),
    publicKey: Buffer.from(credential.attested.credentialPublicKeyBytes).toString('base64url'),
  })
  talk.know({ act: 'activating' })
  const registration = await desk.provider.finish(ceremony, credential)
  if (registration.credentialId !== work.credentialId) {
    throw new ProcedureError({ code: 'ceremony-rejected', reason: 'other-credential' })
  }
  // A PIN that waits sealed is the gate of the hand-over: until then nobody can sign in.
  const state = template.pin.kind === 'typed' ? 'active' : 'issued'
  await desk.registry.issuances.update(issuanceId, { state, act: null })
  talk.know({ act: null, keyState: 'registered-credential' })
  await record(work, 'credential-registered', { requestId: registration.requestId })
  return registration
}
