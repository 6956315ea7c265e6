import type { Authenticator } from '../authenticator.ts'
import { concat } from '../bytes.ts'
import { cborMap, type CborMap } from '../cbor/value.ts'
import { attestationChain, enterpriseChain, type AttestationChain } from '../crypto/certificate.ts'
import { Algorithm, signWith } from '../crypto/signing-key.ts'
import type { Credential } from './credential.ts'

export interface Attestation {
  readonly format: 'packed' | 'none'
  readonly statement: CborMap
}

/** What is attested. */
export interface Attested {
  readonly credential: Credential
  readonly authenticatorData: Uint8Array
  readonly clientDataHash: Uint8Array
}

/**
 * The attestation statement over a new credential: of the profile's kind, or by the certificate that is
 * this one key's (WebAuthn section 8, CTAP 2.1 section 7.1).
 */
export function attest(
  key: Authenticator,
  { credential, authenticatorData, clientDataHash }: Attested,
  isEnterprise: boolean,
): Attestation {
  const { profile, isRepeatable } = key
  const signed = concat(authenticatorData, clientDataHash)
  if (isEnterprise) {
    const own = enterpriseChain(profile.aaguid, profile.serialNumber ?? 0, key.attestationSecret)
    return packed(signerOf(own), signed, isRepeatable, [own.certificate])
  }
  if (profile.attestation === 'none') return { format: 'none', statement: new Map() }
  if (profile.attestation === 'self') return packed(credential.key, signed, isRepeatable)
  const chain = attestationChain(profile.aaguid, key.attestationSecret)
  return packed(signerOf(chain), signed, isRepeatable, [chain.certificate])
}

const signerOf = ({ secret }: AttestationChain): Credential['key'] => ({
  algorithm: Algorithm.es256,
  secret,
})

function packed(
  signer: Credential['key'],
  signed: Uint8Array,
  isRepeatable: boolean,
  x5c?: readonly Uint8Array[],
): Attestation {
  const statement = cborMap([
    ['alg', signer.algorithm],
    ['sig', signWith(signer, signed, isRepeatable)],
    ['x5c', x5c],
  ])
  return { format: 'packed', statement }
}
