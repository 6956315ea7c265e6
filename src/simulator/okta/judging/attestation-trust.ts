import { X509Certificate } from 'node:crypto'
import { webAuthnIn } from '../factors/policy.ts'
import type { OktaUser } from '../people/records.ts'
import type { OktaState } from '../state.ts'
import type { AttestationObject } from './attestation-object.ts'
import { findModel } from './metadata.ts'
import { invalidAnswer } from './refusal.ts'
import type { CborMap } from './strict-cbor.ts'

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

/** Whether the statement's `x5c` leads to one of the roots (DER in standard base64) at a time. */
export function chainsToRoot(
  statement: CborMap,
  roots: readonly string[],
  epochMs: number,
): boolean {
  const x5c = statement.get('x5c')
  if (!Array.isArray(x5c) || x5c.length === 0) return false
  const trusted = roots.flatMap((root) => readCertificate(Buffer.from(root, 'base64')))
  const chain = x5c.flatMap((each) => (each instanceof Uint8Array ? readCertificate(each) : []))
  if (chain.length !== x5c.length) return false
  if (chain.some((certificate) => !isValidAt(certificate, epochMs))) return false
  const isLinked = chain.every((certificate, index) => {
    const issuer = chain[index + 1]
    return issuer === undefined || isIssuedBy(certificate, issuer)
  })
  return isLinked && endsAtRoot(chain, trusted)
}

function endsAtRoot(
  chain: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
): boolean {
  const last = chain.at(-1)
  if (last === undefined) return false
  return trusted.some((root) => root.raw.equals(last.raw) || isIssuedBy(last, root))
}

function readCertificate(der: Uint8Array): X509Certificate[] {
  try {
    return [new X509Certificate(der)]
  } catch {
    return []
  }
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

function isValidAt(certificate: X509Certificate, epochMs: number): boolean {
  return Date.parse(certificate.validFrom) <= epochMs && epochMs <= Date.parse(certificate.validTo)
}
