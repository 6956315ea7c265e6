import type { Issuance } from '../../../shared/records.ts'
import type { AtKey } from '../../desk/at-key.ts'
import type { Desk } from '../../desk/desk.ts'
import { hasPin } from '../../desk/key-policy.ts'
import type { KeySession } from '../../desk/key-session.ts'
import { lookUp } from './look-up.ts'
import { recogniseKey, unknownKey, type Recognised } from './recognise-key.ts'

/** A key whose forgotten PIN can be reset: what is on it, and the issuance to be made anew. */
export interface Resettable {
  readonly former: Issuance
  readonly found: Recognised
}

/**
 * What is on a key whose PIN is to be reset; what an earlier reset revoked before it was stopped counts
 * too. Throws ProcedureError `key-unknown` or `key-unrecognised`.
 */
export async function recogniseToReset(at: AtKey): Promise<Resettable> {
  const { desk, talk, session } = at
  const live = await recogniseKey(at, 'insert-key')
  const rows = live.rows.length > 0 ? live.rows : await findGivenUp(desk, session, talk.signal)
  const [former] = rows
  if (!former) throw unknownKey(live)
  return { former, found: { ...live, rows } }
}

/** The newest first: nobody signs in with it any more, but it is on the key, and tells its holder. */
async function findGivenUp(
  { registry }: Pick<Desk, 'registry'>,
  session: KeySession,
  signal: AbortSignal,
): Promise<readonly Issuance[]> {
  const { identity, key, authenticator } = session
  const info = await authenticator.currentInfo({ signal })
  // Everything issued is behind a PIN, which only a reset takes away, and all else with it.
  if (!hasPin(info)) return []
  const rows = await registry.issuances.listGivenUp(identity, key.aaguid ?? '')
  if (identity !== null) return rows
  return (await lookUp(session, rows, signal)).here
}
