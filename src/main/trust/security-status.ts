import type { X509Certificate } from 'node:crypto'
import { securityStatuses, type SecurityStatus } from '../../shared/remarks.ts'
import { isIssuedBy } from './certificate-path.ts'
import type { KeyModel, StatusReport } from './mds-entry.ts'
import { parseDer } from './roots.ts'

/**
 * The worst of what was ever reported of a model and applies to a key with these certificates; null:
 * they are not known, and it may be any key of the model. An update that came later lifts nothing:
 * which firmware a key runs is its own claim.
 */
export function securityStatusOf(
  { reports }: KeyModel,
  certificates: readonly X509Certificate[] | null,
): SecurityStatus | null {
  const applying = reports.filter((report) => applies(report, certificates))
  const isReported = (status: SecurityStatus): boolean =>
    applying.some((report) => report.status === status)
  return securityStatuses.find(isReported) ?? null
}

/** A compromised attestation key is that of one batch, or of what one root issued, where it is named. */
function applies(report: StatusReport, certificates: readonly X509Certificate[] | null): boolean {
  if (report.status !== 'ATTESTATION_KEY_COMPROMISE') return true
  if (report.certificates.length === 0 || certificates === null) return true
  return report.certificates.some((der) => {
    const [named] = parseDer([der])
    // What it names cannot be told: then it is about every key of the model.
    if (named === undefined) return true
    return certificates.some((each) => each.raw.equals(named.raw) || isIssuedBy(each, named))
  })
}
