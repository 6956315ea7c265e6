import type { Authenticator } from '../authenticator.ts'
import { concat } from '../bytes.ts'
import { cborMap, type CborMap } from '../cbor/value.ts'
import { attestationChain } from '../crypto/certificate.ts'
import { Algorithm, signWith } from '../crypto/signing-key.ts'
import type { Credential } from './credential.ts'

export interface Attestation {
  readonly format: 'packed' | 'none'
  readonly statement: CborMap
}

/** The attestation statement over a new credential, of the profile's kind (WebAuthn section 8). */
export function attest(
  key: Authenticator,
  credential: Credential,
  authenticatorData: Uint8Array,
  clientDataHash: Uint8Array,
): Attestation {
  if (key.profile.attestation === 'none') return { format: 'none', statement: new Map() }
  const signed = concat(authenticatorData, clientDataHash)
  if (key.profile.attestation === 'self') return packed(credential.key, signed, key.isRepeatable)
  const chain = attestationChain(key.profile.aaguid, key.attestationSecret)
  const batch = { algorithm: Algorithm.es256, secret: chain.secret }
  return packed(batch, signed, key.isRepeatable, [chain.certificate])
}

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
