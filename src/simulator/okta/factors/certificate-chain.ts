import { X509Certificate } from 'node:crypto'
import type { CborMap } from './strict-cbor.ts'

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
