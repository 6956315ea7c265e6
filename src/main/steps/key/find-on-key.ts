import { bundlesOf } from '../../../shared/bundles.ts'
import type { Issuance } from '../../../shared/records.ts'
import type { Desk } from '../../desk/desk.ts'
import { hasPin } from '../../desk/key-policy.ts'
import type { KeySession } from '../../desk/key-session.ts'
import { lookUp } from './look-up.ts'

/** What the registry can say of a key. Nobody's is a key with neither. */
export interface OnThisKey {
  /** Known to be on it, the newest first; of a key that was erased elsewhere, what was on it. */
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
  const { identity, key } = session
  if (identity === null) {
    // Everything issued is behind a PIN, which only a reset takes away, and all else with it.
    if (!(await doesHavePin(session, signal))) return { rows: [], possible: [] }
    const alike = await issuances.listWithoutIdentity(key.aaguid ?? '')
    return await findByCredentials(session, alike.filter(isNotWiped), signal)
  }
  const known = (await issuances.listOnKey(identity)).filter(isNotWiped)
  if (bundlesOf(known).length <= 1) return { rows: known, possible: [] }
  // Without a PIN all of them are erased, and each row has to hear of it.
  if (!(await doesHavePin(session, signal))) return { rows: known, possible: [] }
  const held = known.filter(mayHold)
  if (bundlesOf(held).length > 1) return await findByCredentials(session, held, signal)
  return { rows: held.length > 0 ? held : known, possible: [] }
}

async function findByCredentials(
  session: KeySession,
  candidates: readonly Issuance[],
  signal: AbortSignal,
): Promise<OnThisKey> {
  const { here, possible } = await lookUp(session, candidates, signal)
  if (here.length === 0) return { rows: [], possible }
  // What was issued in one go is on one key, and nothing else is: issuing begins with a blank key.
  const together = new Set(here.map(({ bundleId }) => bundleId))
  const mates = possible.filter(({ bundleId }) => together.has(bundleId))
  return {
    rows: candidates.filter((row) => here.includes(row) || mates.includes(row)),
    possible: [],
  }
}

async function doesHavePin({ authenticator }: KeySession, signal: AbortSignal): Promise<boolean> {
  const info = await authenticator.currentInfo({ signal })
  return hasPin(info)
}

const isNotWiped = ({ onKey }: Issuance): boolean => onKey !== 'wiped'

/** One that stopped before its credential was made says nothing of what is on the key. */
export function mayHold({ onKey, credentialId }: Issuance): boolean {
  return onKey !== 'nothing' || credentialId !== null
}
