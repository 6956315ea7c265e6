import type { Issuance } from './records.ts'

/** Of what was issued in one go the first each, in their order: what a person counts as one. */
export function bundlesOf(rows: readonly Issuance[]): readonly Issuance[] {
  const firsts = new Map<string, Issuance>()
  for (const row of rows) if (!firsts.has(row.bundleId)) firsts.set(row.bundleId, row)
  return [...firsts.values()]
}
