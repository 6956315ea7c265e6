import type { X509Certificate } from 'node:crypto'

/** A path from a certificate to a trust anchor, both included, or why there is none. */
export type PathVerdict =
  | { readonly ok: true; readonly path: readonly X509Certificate[] }
  | { readonly ok: false; readonly reason: 'untrusted-chain' | 'expired-certificate' }

/** More than any maker's chain has; what a key sends beyond it is not looked at. */
const MOST_CERTIFICATES = 8

/**
 * Follows the issuers of the first certificate, through those that came with it, to one of the
 * anchors (RFC 5280 §6.1, without policies and name constraints). An anchor need not be self-signed
 * and may be the first certificate itself (FIDO Metadata Statement v3.1, attestationRootCertificates).
 * Every certificate of the path must be within its dates at `at`, milliseconds since 1970.
 */
export function findPath(
  certificates: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  at: number,
): PathVerdict {
  const [leaf, ...rest] = certificates.slice(0, MOST_CERTIFICATES)
  if (leaf === undefined) return { ok: false, reason: 'untrusted-chain' }
  const path = [leaf]
  while (!anchors.some((anchor) => isSame(anchor, path.at(-1)))) {
    const issuer = findIssuer(path, [...anchors, ...rest], at)
    if (issuer === undefined) return { ok: false, reason: 'untrusted-chain' }
    path.push(issuer)
  }
  const isInTime = path.every((certificate) => isValidAt(certificate, at))
  return isInTime ? { ok: true, path } : { ok: false, reason: 'expired-certificate' }
}

/** Whether `issuer` signed `subject` and its name and key usage let it. */
export function isIssuedBy(subject: X509Certificate, issuer: X509Certificate): boolean {
  try {
    // checkIssued compares names, key identifiers, and keyUsage keyCertSign where it is there.
    return issuer.ca && subject.checkIssued(issuer) && subject.verify(issuer.publicKey)
  } catch {
    // OpenSSL reads the key when it is first asked for, and throws then when it cannot.
    return false
  }
}

/** One that is within its dates where there are several: a renewed authority keeps name and key. */
function findIssuer(
  path: readonly X509Certificate[],
  candidates: readonly X509Certificate[],
  at: number,
): X509Certificate | undefined {
  const subject = path.at(-1)
  const issuers = candidates.filter(
    (candidate) =>
      subject !== undefined &&
      !path.some((each) => isSame(each, candidate)) &&
      path.length - 1 <= pathLengthOf(candidate) &&
      isIssuedBy(subject, candidate),
  )
  return issuers.find((issuer) => isValidAt(issuer, at)) ?? issuers[0]
}

function isSame(one: X509Certificate, other: X509Certificate | undefined): boolean {
  return other !== undefined && one.raw.equals(other.raw)
}

function isValidAt({ validFrom, validTo }: X509Certificate, at: number): boolean {
  return Date.parse(validFrom) <= at && at <= Date.parse(validTo)
}

// basicConstraints (2.5.29.19) in DER: critical, not, or not and saying so; an octet string of a sequence of cA and
// pathLenConstraint (RFC 5280 §4.2.1.9).
const PATH_LENGTH = /0603551d13(?:0101(?:ff|00))?04..30..0101ff0201([0-7].)/g

/** How many authorities may stand below; the same digits elsewhere could only make it stricter. */
function pathLengthOf(authority: X509Certificate): number {
  const found = [...authority.raw.toString('hex').matchAll(PATH_LENGTH)]
  return Math.min(...found.map(([, length = '']) => Number.parseInt(length, 16)))
}
