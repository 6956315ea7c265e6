import type { OktaUser } from '../people/records.ts'
import type { OktaState } from '../state.ts'
import type { AttestationObject } from './attestation-object.ts'
import { chainsToRoot } from './certificate-chain.ts'
import { findModel } from './metadata.ts'
import { webAuthnIn } from './policy.ts'
import { invalidAnswer } from './refusal.ts'

/** What the authenticator's settings and the person's policy ask of the key's model. */
export function checkTrust(state: OktaState, user: OktaUser, object: AttestationObject): void {
  checkChain(state, object)
  checkGroups(state, user, object)
  checkCharacteristics(state, object.attested.aaguid)
}

function checkChain(state: OktaState, { attested, statement }: AttestationObject): void {
  if (!state.settings.webauthn.settings.certBasedAttestationValidation) return
  const model = findModel(state.settings, attested.aaguid)
  if (model === undefined) throw invalidAnswer('model-unknown')
  if (!chainsToRoot(statement, model.roots, state.now())) throw invalidAnswer('untrusted-root')
}

// Groups need to see the make and model, so attestation of no or of U2F format is refused.
function checkGroups(state: OktaState, user: OktaUser, object: AttestationObject): void {
  const names = webAuthnIn(state, user)?.constraints?.aaguidGroups ?? []
  if (names.length === 0) return
  if (['none', 'fido-u2f'].includes(object.format)) throw invalidAnswer('format-in-group')
  const groups = state.settings.webauthn.settings.aaguidGroups
  const allowed = groups.filter(({ name }) => names.includes(name))
  if (!allowed.some(({ aaguids }) => aaguids.includes(object.attested.aaguid))) {
    throw invalidAnswer('aaguid-not-in-group')
  }
}

function checkCharacteristics(state: OktaState, aaguid: string): void {
  const { hardwareProtected, fipsCompliant } = state.settings.webauthn.settings
  const model = findModel(state.settings, aaguid)
  if (hardwareProtected && model?.hardwareProtected !== true) {
    throw invalidAnswer('not-hardware-protected')
  }
  if (fipsCompliant && model?.fipsCompliant !== true) throw invalidAnswer('not-fips-compliant')
}
