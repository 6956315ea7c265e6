import { gateOf } from '../../../shared/gates.ts'
import type { Issuance } from '../../../shared/records.ts'
import type { Template } from '../../../shared/template.ts'
import { announce, record, type Work } from '../../desk/work.ts'
import { ProcedureError } from '../../procedure-error.ts'
import type { Ceremony, Registration } from '../../provider/provider.ts'
import { hasActivation } from '../provider/activate-row.ts'
import type { CreatedCredential } from './create-credential.ts'
import { encodeHeld } from './held-attestation.ts'

/** Gives the provider the credential and makes sure that it is the one it now holds. */
export async function registerCredential(
  work: Work,
  ceremony: Ceremony,
  credential: CreatedCredential,
): Promise<Registration> {
  const { desk, talk, credentialId, template } = work
  talk.show('register-credential')
  await announce(work, 'registering', credentialColumns(work, credential))
  const registration = await desk.provider.finish(ceremony, credential)
  if (registration.credentialId !== credentialId) {
    throw new ProcedureError({ code: 'ceremony-rejected', reason: 'other-credential' })
  }
  const state = stateAfterRegistering(template)
  await announce(work, state === 'active' && hasActivation(template) ? 'activating' : null, {
    state,
  })
  talk.know({ keyState: 'registered-credential' })
  await record(work, 'credential-registered', { requestId: registration.requestId })
  return registration
}

/** Keeps what the provider needs, sealed, until the hand-over. The factor stays pending there. */
export async function holdCredential(
  work: Work,
  ceremony: Ceremony,
  credential: CreatedCredential,
): Promise<void> {
  work.talk.show('register-credential')
  const held = encodeHeld({ ceremony, credential })
  await announce(work, null, { ...credentialColumns(work, credential), state: 'issued', held })
  await record(work, 'attestation-held')
}

function credentialColumns({ credentialId }: Work, { attested }: CreatedCredential) {
  const publicKey = Buffer.from(attested.credentialPublicKeyBytes).toString('base64url')
  return { credentialId, publicKey, onKey: 'credential' as const }
}

/** Behind a gate nobody can sign in with it yet. */
export function stateAfterRegistering(template: Template): 'active' | 'issued' {
  return gateOf(template) ? 'issued' : 'active'
}

/** Whether the attestation waits for the hand-over. */
export function isHeldBack({ template }: Pick<Issuance, 'template'>): boolean {
  return gateOf(template)?.gate === 'challenge'
}
