import { bundlesOf } from '../../shared/bundles.ts'
import type { Issuance } from '../../shared/records.ts'
import type { Desk } from '../desk.ts'
import type { KeySession } from '../key-session.ts'
import { lookUp } from './look-up.ts'

/** What the registry can say of a key. Nobody's is a key with neither. */
export interface OnThisKey {
  /** Known to be on it, the newest first. */
  readonly rows: readonly Issuance[]
  /** May be on it: the key cannot tell, or not without its PIN. */
  readonly possible: readonly Issuance[]
}

/**
 * What the registry knows to be on this key: by maker and serial number, and where that does not tell
 * one key from another, by the credentials the key answers for.
 */
export async function findOnKey(
  { registry }: Pick<Desk, 'registry'>,
  session: KeySession,
  signal: AbortSignal,
): Promise<OnThisKey> {
  const { issuances } = registry
  const { identity, key, authenticator } = session
  const known =
    identity === null
      ? await issuances.listWithoutIdentity(key.aaguid ?? '')
      : await issuances.listOnKey(identity)
  const rows = known.filter(({ onKey }) => onKey !== 'wiped')
  if (identity !== null && bundlesOf(rows).length <= 1) return { rows, possible: [] }
  const info = await authenticator.currentInfo({ signal })
  // Everything issued is behind a PIN, which only a reset takes away, and all else with it.
  if (info.options['clientPin'] !== true) return { rows: [], possible: [] }
  const { here, possible } = await lookUp(session, rows, signal)
  if (here.length === 0) return { rows: [], possible }
  // What was issued in one go is on one key, and nothing else is: issuing begins with a blank key.
  const together = new Set(here.map(({ bundleId }) => bundleId))
  const mates = possible.filter(({ bundleId }) => together.has(bundleId))
  return { rows: rows.filter((row) => here.includes(row) || mates.includes(row)), possible: [] }
}
