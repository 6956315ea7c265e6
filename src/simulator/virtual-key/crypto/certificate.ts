import { concat, uint32 } from '../bytes.ts'
import * as der from './der.ts'
import { signDeterministically } from './deterministic-ecdsa.ts'
import { sha256 } from './digest.ts'
import { pointOf } from './signing-key.ts'

export interface AttestationChain {
  /** The private key, a scalar of P-256: the batch's, or one key's own. */
  readonly secret: Uint8Array
  /** DER of its certificate, the first of x5c. */
  readonly certificate: Uint8Array
  /** DER of the certificate that issued it, for those who check the chain. */
  readonly root: Uint8Array
}

interface Certificate {
  readonly subject: Uint8Array
  readonly publicKey: Uint8Array
  readonly extensions: Uint8Array
}

const ECDSA_WITH_SHA256 = der.sequence(der.oid('1.2.840.10045.4.3.2'))
const ROOT_SECRET = sha256('Keydesk virtual key, attestation root')
const BATCH_SECRET = sha256('Keydesk virtual key, attestation batch')
const ROOT_NAME = name('Keydesk virtual key root', false)
const chains = new Map<string, AttestationChain>()

/**
 * The batch certificate of keys with this AAGUID as WebAuthn section 8.2.1 wants it, always the same
 * bytes for the same key: a table of trusted roots can hold it.
 */
export function attestationChain(aaguid: Uint8Array, secret = BATCH_SECRET): AttestationChain {
  const id = Buffer.concat([aaguid, secret]).toString('hex')
  const known = chains.get(id)
  if (known) return known
  const certificate = leafCertificate(aaguid, secret, name('Keydesk virtual key batch 1', true))
  const chain = { secret, certificate, root: rootCertificate() }
  chains.set(id, chain)
  return chain
}

/**
 * The certificate of enterprise attestation: its private key is this one key's, and its subject has the
 * key's serial number (CTAP 2.1 section 7.1.3, WebAuthn section 8.2.1). Same issuer as the batch's.
 */
export function enterpriseChain(
  aaguid: Uint8Array,
  serial: number,
  batchSecret = BATCH_SECRET,
): AttestationChain {
  const secret = sha256(concat(batchSecret, uint32(serial)))
  const subject = name(`Keydesk virtual key ${serial}`, true, String(serial))
  return { secret, certificate: leafCertificate(aaguid, secret, subject), root: rootCertificate() }
}

function leafCertificate(aaguid: Uint8Array, secret: Uint8Array, subject: Uint8Array): Uint8Array {
  const basicConstraints = extension('2.5.29.19', true, der.sequence())
  const fidoAaguid = extension('1.3.6.1.4.1.45724.1.1.4', false, der.octets(aaguid))
  // FIDO U2F transports: bit 2 is USB.
  const transports = extension('1.3.6.1.4.1.45724.2.1.1', false, der.bits(Uint8Array.of(0x20), 5))
  return issue({
    subject,
    publicKey: pointOf(secret),
    extensions: der.sequence(basicConstraints, fidoAaguid, transports),
  })
}

function rootCertificate(): Uint8Array {
  const isAuthority = der.sequence(der.boolean(true), der.integer(Uint8Array.of(0)))
  const keyUsage = extension('2.5.29.15', true, der.bits(Uint8Array.of(0x06), 1))
  return issue({
    subject: ROOT_NAME,
    publicKey: pointOf(ROOT_SECRET),
    extensions: der.sequence(extension('2.5.29.19', true, isAuthority), keyUsage),
  })
}

function issue({ subject, publicKey, extensions }: Certificate): Uint8Array {
  const body = der.sequence(
    der.tagged(0, der.integer(Uint8Array.of(2))),
    der.integer(serialNumber(concat(subject, publicKey, extensions))),
    ECDSA_WITH_SHA256,
    ROOT_NAME,
    der.sequence(der.utcTime('200101000000Z'), der.generalizedTime('20991231235959Z')),
    subject,
    subjectPublicKey(publicKey),
    der.tagged(3, extensions),
  )
  const signature = signDeterministically(ROOT_SECRET, body)
  return der.sequence(body, ECDSA_WITH_SHA256, der.bits(signature))
}

function serialNumber(content: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(1), sha256(content).slice(0, 8))
}

function subjectPublicKey(point: Uint8Array): Uint8Array {
  const curve = der.sequence(der.oid('1.2.840.10045.2.1'), der.oid('1.2.840.10045.3.1.7'))
  return der.sequence(curve, der.bits(point))
}

function extension(id: string, isCritical: boolean, value: Uint8Array): Uint8Array {
  const critical = isCritical ? [der.boolean(true)] : []
  return der.sequence(der.oid(id), ...critical, der.octets(value))
}

function name(commonName: string, isAuthenticator: boolean, serial?: string): Uint8Array {
  const unit = isAuthenticator ? 'Authenticator Attestation' : 'Attestation authority'
  const own = serial === undefined ? [] : [attribute('2.5.4.5', der.printableText(serial))]
  return der.sequence(
    attribute('2.5.4.6', der.printableText('SE')),
    attribute('2.5.4.10', der.utf8Text('Keydesk')),
    attribute('2.5.4.11', der.utf8Text(unit)),
    attribute('2.5.4.3', der.utf8Text(commonName)),
    ...own,
  )
}

function attribute(id: string, value: Uint8Array): Uint8Array {
  return der.set(der.sequence(der.oid(id), value))
}
