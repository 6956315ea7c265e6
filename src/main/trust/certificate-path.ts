import type { X509Certificate } from 'node:crypto'

/** A path from a certificate to a trust anchor, both included, or why there is none. */
export type PathVerdict =
  | {
      readonly ok: true
      readonly path: readonly X509Certificate[]
      /** The anchor is not within its own dates, and no other would do. */
      readonly isAnchorExpired: boolean
    }
  | { readonly ok: false; readonly reason: 'untrusted-chain' | 'expired-certificate' }

/** More than any maker's chain has; what a key sends beyond it is not looked at. */
const MOST_CERTIFICATES = 8

/**
 * Looks for a way from the first certificate, over those that came with it, to one of the anchors
 * (RFC 5280 §6.1, without policies and name constraints). An anchor need not be self-signed and may
 * be the first certificate itself (FIDO Metadata Statement v3.1, attestationRootCertificates). Every
 * certificate before the anchor must be within its dates at `at`, milliseconds since 1970. An anchor
 * is a name and a key, without dates (RFC 5280 §6.1.1(d)); one that is within its own goes first.
 */
export function findPath(
  certificates: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  at: number,
): PathVerdict {
  const given = certificates.slice(0, MOST_CERTIFICATES)
  const isInTime = (certificate: X509Certificate): boolean => isValidAt(certificate, at)
  const [valid, fresh] = [given.filter(isInTime), anchors.filter(isInTime)]
  const [leaf] = given
  if (leaf === undefined) return { ok: false, reason: 'untrusted-chain' }
  const path = search(leaf, valid, fresh)
  if (path !== null) return { ok: true, path, isAnchorExpired: false }
  const toExpired = search(leaf, valid, anchors)
  if (toExpired !== null) return { ok: true, path: toExpired, isAnchorExpired: true }
  const isExpired = search(leaf, given, anchors) !== null
  return { ok: false, reason: isExpired ? 'expired-certificate' : 'untrusted-chain' }
}

/**
 * The shortest path of these certificates to an anchor. A certificate is reached with the fewest
 * authorities below it first, so one that was seen needs no second look: a longer way allows no more.
 */
function search(
  leaf: X509Certificate,
  certificates: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
): readonly X509Certificate[] | null {
  if (anchors.some((anchor) => isSame(anchor, leaf))) return [leaf]
  const seen = [leaf]
  let paths = certificates.includes(leaf) ? [[leaf]] : []
  while (paths.length > 0) {
    const ended = firstOf(paths, anchors)
    if (ended !== null) return ended
    paths = paths.flatMap((path) => {
      const isNew = (one: X509Certificate): boolean => !seen.some((each) => isSame(each, one))
      const issuers = certificates.filter((one) => isNew(one) && mayFollow(path, one))
      seen.push(...issuers)
      return issuers.map((issuer) => [...path, issuer])
    })
  }
  return null
}

/** The first of the paths that an anchor ends. */
function firstOf(
  paths: readonly (readonly X509Certificate[])[],
  anchors: readonly X509Certificate[],
): readonly X509Certificate[] | null {
  for (const path of paths) {
    const anchor = anchors.find((one) => mayFollow(path, one))
    if (anchor !== undefined) return [...path, anchor]
  }
  return null
}

function mayFollow(path: readonly X509Certificate[], issuer: X509Certificate): boolean {
  const subject = path.at(-1)
  return (
    subject !== undefined && path.length - 1 <= pathLengthOf(issuer) && isIssuedBy(subject, issuer)
  )
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

function isSame(one: X509Certificate, other: X509Certificate): boolean {
  return one.raw.equals(other.raw)
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
