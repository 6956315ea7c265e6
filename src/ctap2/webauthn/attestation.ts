import type { X509Certificate } from 'node:crypto'
import type { CborMap, CborValue } from '../cbor.ts'
import { arrayOf, bytes, Fields, integer } from '../fields.ts'
import { isHashOf } from './assertion.ts'
import {
  parseAuthenticatorData,
  type AttestedCredentialData,
  type AuthenticatorData,
  type AuthenticatorDataOptions,
} from './authenticator-data.ts'
import { formatAaguid } from './aaguid.ts'
import { algorithmOf } from './algorithms.ts'
import { demandPackedCertificate, readCertificate } from './certificate.ts'
import { importCoseKey, type CredentialPublicKey } from './cose-key.ts'
import { demand, Rejection, verdictOf, type Invalid } from './verdict.ts'
import { verifySignature } from './verify-signature.ts'

/** What a key answered to makeCredential. */
export interface AttestedCredential {
  readonly fmt: string
  readonly authData: Uint8Array
  readonly attStmt: CborMap
}

/** What the credential was made for, and the departures from canonical CBOR to accept. */
export interface AttestationExpectation extends AuthenticatorDataOptions {
  /** The rpId, or its SHA-256. */
  readonly rpId: string | Uint8Array
  readonly clientDataHash: Uint8Array
  /** Whether the flags must say that the user was verified. Default false. */
  readonly requireUserVerification?: boolean
}

interface MadeCredential {
  readonly authenticatorData: AuthenticatorData
  readonly publicKey: CredentialPublicKey
}

interface Attestation {
  readonly type: 'basic' | 'self' | 'none'
  /** The attestation certificate first; empty for self attestation and none. */
  readonly certificates: readonly X509Certificate[]
  /** The model that the statement speaks of; zeros where it does not: fido-u2f does not sign it. */
  readonly aaguid: string
}

/** A credential whose statement is right (WebAuthn 3 §7.1, step 22). */
export interface ValidAttestation extends MadeCredential, Attestation {
  readonly valid: true
}

/**
 * A credential whose statement may be right: it is signed with an algorithm that is not verified here.
 * All else that the credential was held against is right (WebAuthn 3 §7.1, steps 13 to 21).
 */
export interface UnverifiedAttestation extends MadeCredential, Invalid {
  /** COSE number. */
  readonly unverifiedAlgorithm: number
}

/** The verdict on an attestation. The chain to a trusted root is not judged here. */
export type AttestationVerdict =
  ValidAttestation | UnverifiedAttestation | (Invalid & { readonly unverifiedAlgorithm?: never })

interface Statement extends MadeCredential {
  readonly fields: Fields
  readonly authData: Uint8Array
  readonly clientDataHash: Uint8Array
  readonly attested: AttestedCredentialData
}

const NO_AAGUID = formatAaguid(new Uint8Array(16))

type Finding = Attestation | { readonly unverifiedAlgorithm: number }

type Check = (statement: Statement, attStmt: CborMap) => Finding

const FORMATS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['packed', checkPacked],
  ['fido-u2f', checkFidoU2f],
  ['none', checkNone],
])

/**
 * Checks authenticator data and statement of a new credential in format packed (certificate or
 * self), fido-u2f or none; any other format is invalid by its name (WebAuthn 3 §7.1, §8). A packed
 * statement by an algorithm that is not verified here is neither valid nor forged, and says so.
 */
export function verifyAttestation(
  credential: AttestedCredential,
  expectation: AttestationExpectation,
): AttestationVerdict {
  return verdictOf<AttestationVerdict>(() => {
    const statement = readStatement(credential, expectation)
    const check = FORMATS.get(credential.fmt)
    demand(check !== undefined, `attestation format ${printable(credential.fmt)} is not supported`)
    const { authenticatorData, publicKey } = statement
    const made = { authenticatorData, publicKey }
    const finding = check(statement, credential.attStmt)
    if ('type' in finding) return { valid: true, ...made, ...finding }
    const reason = `algorithm ${finding.unverifiedAlgorithm} is not verified here`
    return { valid: false, reason, ...made, ...finding }
  })
}

function readStatement(
  credential: AttestedCredential,
  expectation: AttestationExpectation,
): Statement {
  const authenticatorData = parseAuthenticatorData(credential.authData, expectation)
  const { flags, rpIdHash, attestedCredentialData: attested } = authenticatorData
  demand(isHashOf(rpIdHash, expectation.rpId), 'rpIdHash is not of this relying party')
  demand(flags.up, 'the user was not present')
  demand(flags.uv || expectation.requireUserVerification !== true, 'the user was not verified')
  demand(flags.be || !flags.bs, 'backed up without being eligible for it')
  demand(attested !== null, 'there is no attested credential data')
  return {
    fields: new Fields('attStmt', credential.attStmt),
    authData: credential.authData,
    clientDataHash: expectation.clientDataHash,
    authenticatorData,
    attested,
    publicKey: importCoseKey(attested.credentialPublicKey),
  }
}

function checkNone({ attested }: Statement, attStmt: CborMap): Attestation {
  demand(attStmt.size === 0, 'format none carries a statement')
  return { type: 'none', certificates: [], aaguid: attested.aaguid }
}

// WebAuthn 3 §8.2, verification procedure.
function checkPacked(statement: Statement): Finding {
  const { fields, authData, clientDataHash, publicKey, attested } = statement
  const alg = fields.required('alg', 'alg', integer)
  const signature = fields.required('sig', 'sig', bytes)
  const x5c = fields.optional('x5c', 'x5c', arrayOf(bytes))
  const signed = new Uint8Array([...authData, ...clientDataHash])
  if (x5c === undefined) {
    demand(alg === publicKey.alg, 'self attestation by another algorithm than the credential has')
    demand(verifySignature(publicKey, signed, signature), 'the self attestation is wrong')
    return { type: 'self', certificates: [], aaguid: attested.aaguid }
  }
  // Before the certificates are read: a key of such an algorithm may not be readable here either.
  if (!algorithmOf(alg)) return { unverifiedAlgorithm: alg }
  const chain = x5c.map(readCertificate)
  const [leaf] = chain
  demand(leaf !== undefined, 'x5c is empty')
  const attestationKey = { alg, key: leaf.publicKey }
  demand(verifySignature(attestationKey, signed, signature), 'the attestation signature is wrong')
  demandPackedCertificate(leaf)
  const isSameModel = leaf.aaguid === null || formatAaguid(leaf.aaguid) === attested.aaguid
  demand(isSameModel, 'the certificate is for another AAGUID')
  const certificates = chain.map(({ x509 }) => x509)
  return { type: 'basic', certificates, aaguid: attested.aaguid }
}

// WebAuthn 3 §8.6, verification procedure.
function checkFidoU2f(statement: Statement): Attestation {
  const { fields, attested, authenticatorData, clientDataHash } = statement
  const x5c = fields.required('x5c', 'x5c', arrayOf(bytes)).map(readCertificate)
  const [leaf] = x5c
  demand(leaf !== undefined && x5c.length === 1, 'x5c is not one certificate')
  const isP256 = leaf.publicKey.asymmetricKeyDetails?.namedCurve === 'prime256v1'
  demand(isP256, 'the certificate is not for a P-256 key')
  const point = rawPoint(attested.credentialPublicKey)
  const signed = new Uint8Array([
    0x00,
    ...authenticatorData.rpIdHash,
    ...clientDataHash,
    ...attested.credentialId,
    ...point,
  ])
  const signature = fields.required('sig', 'sig', bytes)
  const attestationKey = { alg: -7, key: leaf.publicKey }
  demand(verifySignature(attestationKey, signed, signature), 'the attestation signature is wrong')
  return { type: 'basic', certificates: [leaf.x509], aaguid: NO_AAGUID }
}

function rawPoint(coseKey: CborMap): Uint8Array {
  const coordinate = (key: number): Uint8Array => {
    const value: CborValue = coseKey.get(key)
    if (value instanceof Uint8Array && value.length === 32) return value
    throw new Rejection('U2F credentials are P-256 keys')
  }
  return new Uint8Array([0x04, ...coordinate(-2), ...coordinate(-3)])
}

function printable(fmt: string): string {
  return JSON.stringify(fmt.slice(0, 32))
}
