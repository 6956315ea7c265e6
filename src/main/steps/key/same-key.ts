import type { Issuance } from '../../../shared/records.ts'
import type { AtKey } from '../../desk/at-key.ts'
import { hasPin } from '../../desk/key-policy.ts'
import type { KeySession } from '../../desk/key-session.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { findOnKey, mayHold } from './find-on-key.ts'
import { lookUp } from './look-up.ts'
import { recogniseAmong, unknownKey, type Recognised } from './recognise-key.ts'

/** What a key shows by itself: without a touch, and without its PIN. */
export interface Sight {
  readonly hasPin: boolean
  /** Known to be on it. */
  readonly here: readonly Issuance[]
  /** May be on it: it does not say. */
  readonly possible: readonly Issuance[]
}

/**
 * Looks once more at a key that is about to be written to, for people were asked about it meanwhile.
 * Throws ProcedureError `issuance-in-use` while another station works on it, `key-changed` where it may
 * hold what nobody was asked about.
 */
export async function demandUnchanged(at: AtKey, judged: Recognised): Promise<Sight> {
  const { desk, session } = at
  await desk.registry.claims.demandKeyFree(session.identity)
  const sight = await lookAgain(at, judged.rows)
  const bundles = bundleIdsOf([...judged.rows, ...judged.possible])
  const isNew = (row: Issuance): boolean => mayHold(row) && !bundles.has(row.bundleId)
  if (sight.here.some(isNew) || sight.possible.some(isNew)) {
    throw new ProcedureError({ code: 'key-changed' })
  }
  return sight
}

/**
 * Whether the key that was put in is the one that was pulled, of which `before` was seen. Without a
 * serial number it is known by its credentials, or a person says once more which one it is; false where
 * nothing is known that could tell. Throws ProcedureError `different-key`, `key-unknown` or `key-unrecognised`.
 */
export async function isSameAgain(at: AtKey, judged: Recognised, before: Sight): Promise<boolean> {
  const { talk, session } = at
  if (session.identity !== null) {
    await demandUnchanged(at, judged)
    return true
  }
  if (before.here.length > 0) {
    const { here } = await lookUp(session, before.here, talk.signal)
    if (here.length > 0) return true
    throw new ProcedureError({ code: 'different-key' })
  }
  const now = await lookAgain(at, judged.rows)
  if (now.here.length > 0 || now.hasPin !== before.hasPin) {
    throw new ProcedureError({ code: 'different-key' })
  }
  // One blank key is as good as another.
  if (!now.hasPin) return true
  if (now.possible.length === 0) return false
  await demandSameWord(at, judged, now.possible)
  return true
}

/** The key does not tell: its PIN or a person does, and says what was said before. */
async function demandSameWord(
  at: AtKey,
  judged: Recognised,
  possible: readonly Issuance[],
): Promise<void> {
  const now = await recogniseAmong(at, 'erase-key', possible)
  const isUnsure = now.unrecognised.length > 0 && judged.unrecognised.length === 0
  if (isUnsure) throw unknownKey(now)
  const [told, before] = [bundleIdsOf(now.rows), bundleIdsOf(judged.rows)]
  const isOther = told.size !== before.size || [...told].some((id) => !before.has(id))
  if (isOther) throw new ProcedureError({ code: 'different-key' })
}

async function lookAgain(
  { desk, talk, session }: AtKey,
  rows: readonly Issuance[],
): Promise<Sight> {
  const hasPin = await doesHavePin(session, talk.signal)
  const { rows: here, possible } = await findOnKey(desk, session, talk.signal)
  if (session.identity !== null || !hasPin || here.length > 0) return { hasPin, here, possible }
  // What was revoked in this very run is live no more, and on its key all the same.
  const ended = rows.filter(({ id }) => !possible.some((row) => row.id === id))
  const left = await lookUp(session, ended, talk.signal)
  if (left.here.length > 0) return { hasPin, here: left.here, possible: [] }
  return { hasPin, here, possible: [...possible, ...left.possible] }
}

/** Asked anew: another station may have given it one, of which this one was told nothing. */
async function doesHavePin({ authenticator }: KeySession, signal: AbortSignal): Promise<boolean> {
  const info = await authenticator.refreshInfo({ signal })
  return hasPin(info)
}

/** What was issued in one go is on one key. */
function bundleIdsOf(rows: readonly Issuance[]): ReadonlySet<string> {
  return new Set(rows.map(({ bundleId }) => bundleId))
}
