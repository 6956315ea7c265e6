import { X509Certificate, type KeyObject } from 'node:crypto'
import { readDer } from './der.ts'
import { demand, Rejection } from './verdict.ts'

/** What an attestation certificate says that X509Certificate does not tell. */
export interface AttestationCertificate {
  readonly x509: X509Certificate
  readonly publicKey: KeyObject
  /** 0-based: 2 is X.509 version 3. */
  readonly version: number
  /** The AAGUID of extension id-fido-gen-ce-aaguid, 16 bytes; null when it has none. */
  readonly aaguid: Uint8Array | null
}

const SEQUENCE = 0x30
const BOOLEAN = 0x01
const OCTET_STRING = 0x04
const VERSION = 0xa0
const EXTENSIONS = 0xa3
const AAGUID_SIZE = 16

// 1.3.6.1.4.1.45724.1.1.4 (WebAuthn 3 §8.2.1).
const ID_FIDO_GEN_CE_AAGUID = '060b2b0601040182e51c010104'

/** Reads a DER certificate; throws a Rejection when it is none (RFC 5280 §4.1). */
export function readCertificate(der: Uint8Array): AttestationCertificate {
  try {
    const x509 = new X509Certificate(der)
    // TBSCertificate is the first element of the certificate.
    const [certificate] = readDer(x509.raw)
    const [tbs] = readDer(certificate?.content ?? new Uint8Array())
    const fields = readDer(tbs?.content ?? new Uint8Array())
    const version = fields.find(({ tag }) => tag === VERSION)?.content.at(-1) ?? 0
    const extensions = fields.find(({ tag }) => tag === EXTENSIONS)?.content
    // OpenSSL reads the key when it is first asked for, and throws then when it cannot.
    const { publicKey } = x509
    return { x509, publicKey, version, aaguid: extensions ? findAaguid(extensions) : null }
  } catch (error) {
    if (error instanceof Rejection) throw error
    throw new Rejection('the attestation certificate is malformed')
  }
}

function findAaguid(extensions: Uint8Array): Uint8Array | null {
  const [sequence] = readDer(extensions)
  for (const extension of readDer(sequence?.content ?? new Uint8Array())) {
    if (extension.tag !== SEQUENCE) continue
    const [oid, ...rest] = readDer(extension.content)
    if (!oid || Buffer.from(oid.whole).toString('hex') !== ID_FIDO_GEN_CE_AAGUID) continue
    // FALSE is the default, and not written in DER; some makers write it (RFC 5280 §4.1).
    const isCritical = rest.some(({ tag, content }) => tag === BOOLEAN && content[0] !== 0)
    demand(!isCritical, 'the AAGUID extension is marked critical')
    const value = rest.find(({ tag }) => tag === OCTET_STRING)
    const [inner] = readDer(value?.content ?? new Uint8Array())
    const isAaguid = inner?.tag === OCTET_STRING && inner.content.length === AAGUID_SIZE
    demand(isAaguid, 'the AAGUID extension is malformed')
    return inner.content
  }
  return null
}

/** Demands of a packed attestation certificate (WebAuthn 3 §8.2.1); throws a Rejection. */
export function demandPackedCertificate(certificate: AttestationCertificate): void {
  const { x509, version } = certificate
  const subject = new Set(x509.subject.split('\n'))
  demand(version === 2, 'the attestation certificate is not of version 3')
  demand(!x509.ca, 'the attestation certificate is a CA')
  demand(subject.has('OU=Authenticator Attestation'), 'the certificate has another subject OU')
  for (const attribute of ['C=', 'O=', 'CN=']) {
    const isPresent = [...subject].some((line) => line.startsWith(attribute))
    demand(isPresent, `the attestation certificate has no subject ${attribute.slice(0, -1)}`)
  }
}
