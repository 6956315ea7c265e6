import { ProcedureError } from '../conversation.ts'
import type { Ceremony, Registration } from '../idp.ts'
import { announce, record, type Work } from '../work.ts'
import type { CreatedCredential } from './create-credential.ts'

/** Gives the provider the credential and makes sure that it is the one it now holds. */
export async function registerCredential(
  work: Work,
  ceremony: Ceremony,
  credential: CreatedCredential,
): Promise<Registration> {
  const { desk, talk, credentialId } = work
  talk.show('register-credential')
  await announce(work, 'activating', {
    ...(credentialId !== null && { credentialId }),
    publicKey: Buffer.from(credential.attested.credentialPublicKeyBytes).toString('base64url'),
  })
  const registration = await desk.provider.finish(ceremony, credential)
  if (registration.credentialId !== credentialId) {
    throw new ProcedureError({ code: 'ceremony-rejected', reason: 'other-credential' })
  }
  await announce(work, null, { state: registeredState(work) })
  talk.know({ keyState: 'registered-credential' })
  await record(work, 'credential-registered', { requestId: registration.requestId })
  return registration
}

/** A PIN that waits sealed is the gate of the hand-over: until then nobody can sign in. */
export function registeredState({ template }: Work): 'active' | 'issued' {
  return template.pin.kind === 'typed' ? 'active' : 'issued'
}
