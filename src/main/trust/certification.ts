import type { KeyRemark } from '../../shared/remarks.ts'
import type { KeyModel, StatusReport } from './mds-entry.ts'

// Levels of FIDO's certification (MDS v3.1 §3.1.4); the one without a level came before there were any.
const ranks: ReadonlyMap<string, number> = new Map([
  ['NOT_FIDO_CERTIFIED', 0],
  ['SELF_ASSERTION_SUBMITTED', 0],
  ['FIDO_CERTIFIED', 1],
  ['FIDO_CERTIFIED_L1', 1],
  ['FIDO_CERTIFIED_L1plus', 2],
  ['FIDO_CERTIFIED_L2', 3],
  ['FIDO_CERTIFIED_L2plus', 4],
  ['FIDO_CERTIFIED_L3', 5],
  ['FIDO_CERTIFIED_L3plus', 6],
])

const rankOf = ({ status }: StatusReport): number => ranks.get(status) ?? 0

/** What is to say of a model's certification: it has none, or a lower one than it once had. */
export function certificationRemarks({ reports }: KeyModel): KeyRemark[] {
  const known = reports.filter(({ status }) => ranks.has(status)).toSorted(byDate)
  const last = known.at(-1)
  if (last === undefined) return []
  if (rankOf(last) === 0) return [{ reason: 'not-certified' }]
  const best = known.reduce((one, other) => (rankOf(other) > rankOf(one) ? other : one))
  if (rankOf(best) <= rankOf(last)) return []
  return [{ reason: 'certified-lower', now: last.status, before: best.status }]
}

/** A report without a date is in effect while it stands there (MDS v3.1 §3.1.3). */
function byDate(one: StatusReport, other: StatusReport): number {
  const [a, b] = [one, other].map(({ effectiveDate }) => effectiveDate ?? '9999-12-31')
  return (a ?? '').localeCompare(b ?? '')
}
