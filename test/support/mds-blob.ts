import {
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto'
import { CompactSign } from 'jose'
import * as der from '../../src/simulator/virtual-key/crypto/der.ts'

/** A certificate of the tests and what it can sign with. */
export interface Issued {
  readonly certificate: X509Certificate
  readonly privateKey: KeyObject
  readonly name: Uint8Array
}

/** What a certificate of the tests says. */
export interface CertificateWish {
  readonly name: string
  /** Self-signed without. */
  readonly issuer?: Issued
  /** Default: an authority. */
  readonly isAuthority?: boolean
  readonly pathLength?: number
  /** Whether its basic constraints are critical, written out either way. Default: they are. */
  readonly isCritical?: boolean
  /** Whether keyUsage, where there is one, has keyCertSign. */
  readonly mayCertify?: boolean
  /** `YYMMDDHHMMSSZ`. */
  readonly from?: string
  readonly to?: string
  /** A DNS name (subjectAltName). */
  readonly host?: string
  /** Another's key pair, for authorities that were renewed. */
  readonly like?: Issued
}

const ECDSA_WITH_SHA256 = der.sequence(der.oid('1.2.840.10045.4.3.2'))

/** Issues a P-256 certificate. */
export function issue(wish: CertificateWish): Issued {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const privateKey = wish.like?.privateKey ?? pair.privateKey
  const spki =
    wish.like?.certificate.publicKey.export({ type: 'spki', format: 'der' }) ??
    pair.publicKey.export({ type: 'spki', format: 'der' })
  const name = nameOf(wish.name)
  const issuer = wish.issuer ?? { name, privateKey }
  const body = der.sequence(
    der.tagged(0, der.integer(Uint8Array.of(2))),
    der.integer(Uint8Array.of(1, ...randomBytes(8))),
    ECDSA_WITH_SHA256,
    issuer.name,
    der.sequence(
      der.utcTime(wish.from ?? '200101000000Z'),
      der.utcTime(wish.to ?? '491231235959Z'),
    ),
    name,
    Uint8Array.from(spki),
    der.tagged(3, der.sequence(...extensionsOf(wish))),
  )
  const signature = Uint8Array.from(sign('sha256', body, issuer.privateKey))
  const certificate = der.sequence(body, ECDSA_WITH_SHA256, der.bits(signature))
  return { certificate: new X509Certificate(certificate), privateKey, name }
}

function extensionsOf(wish: CertificateWish): Uint8Array[] {
  const { isAuthority = true, pathLength, isCritical = true, mayCertify, host } = wish
  const length = pathLength === undefined ? [] : [integerOf(pathLength)]
  const constraints = isAuthority ? der.sequence(der.boolean(true), ...length) : der.sequence()
  const extensions = [extension('2.5.29.19', constraints, isCritical)]
  if (mayCertify !== undefined) {
    // Bit 5 is keyCertSign, bit 0 digitalSignature.
    const usage = mayCertify ? der.bits(Uint8Array.of(0x04), 2) : der.bits(Uint8Array.of(0x80), 7)
    extensions.push(extension('2.5.29.15', usage))
  }
  if (host !== undefined) {
    const dnsName = Uint8Array.of(0x82, host.length, ...Buffer.from(host))
    extensions.push(extension('2.5.29.17', der.sequence(dnsName)))
  }
  return extensions
}

// The simulator's integer takes its zero for no digits.
const integerOf = (value: number): Uint8Array => Uint8Array.of(0x02, 0x01, value)

const extension = (id: string, value: Uint8Array, isCritical = true): Uint8Array =>
  der.sequence(der.oid(id), der.boolean(isCritical), der.octets(value))

const nameOf = (name: string): Uint8Array =>
  der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), der.utf8Text(name))))

/** Those who sign the tests' blobs: a root, one below it, and the signer. */
export interface BlobMakers {
  readonly root: Issued
  readonly intermediate: Issued
  readonly signer: Issued
}

/** Makers of blobs; `leaf` changes the signer's certificate. */
export function blobMakers(leaf: Partial<CertificateWish> = {}): BlobMakers {
  const root = issue({ name: 'Test metadata root' })
  const intermediate = issue({ name: 'Test metadata authority', issuer: root })
  const signer = issue({
    name: 'mds.fidoalliance.org',
    host: 'mds.fidoalliance.org',
    isAuthority: false,
    issuer: intermediate,
    ...leaf,
  })
  return { root, intermediate, signer }
}

/** What a blob says; entries as FIDO writes them. */
export interface BlobWish {
  readonly no?: number
  readonly nextUpdate?: string
  readonly entries?: readonly unknown[]
  /** In the place of the payload made of the above. */
  readonly payload?: unknown
  readonly header?: Readonly<Record<string, unknown>>
}

/** Signs a blob as FIDO's metadata service does: a compact JWT with its chain in x5c. */
export async function makeBlob(makers: BlobMakers, wish: BlobWish = {}): Promise<Uint8Array> {
  const { no = 7, nextUpdate = '2026-06-01', entries = [] } = wish
  const payload = wish.payload ?? { legalHeader: 'none', no, nextUpdate, entries }
  const x5c = [makers.signer, makers.intermediate].map(base64Of)
  const jwt = await new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', x5c, ...wish.header })
    .sign(makers.signer.privateKey)
  return Buffer.from(jwt)
}

/** An entry of a FIDO2 model. */
export function entryOf(
  aaguid: string,
  wish: {
    readonly name?: string
    readonly roots?: readonly Issued[]
    readonly reports?: readonly Readonly<Record<string, unknown>>[]
  } = {},
): Readonly<Record<string, unknown>> {
  const { name = 'Test key', roots = [], reports = [] } = wish
  return {
    aaguid,
    metadataStatement: { description: name, attestationRootCertificates: roots.map(base64Of) },
    statusReports: reports,
    timeOfLastStatusChange: '2025-01-01',
  }
}

/** The certificate as metadata has it: DER in standard base64. */
export const base64Of = ({ certificate }: Pick<Issued, 'certificate'>): string =>
  certificate.raw.toString('base64')
