import type { Issuance } from '../../shared/records.ts'
import type { Desk } from '../desk.ts'
import type { KeySession } from '../key-session.ts'
import { lookUp } from './look-up.ts'

/**
 * What a reset of this very key revoked before it was stopped, the newest first: nobody signs in with
 * it any more, but it is on the key, and its holder is whom the reset is for.
 */
export async function findGivenUp(
  { registry }: Pick<Desk, 'registry'>,
  session: KeySession,
  signal: AbortSignal,
): Promise<readonly Issuance[]> {
  const { identity, key, authenticator } = session
  const info = await authenticator.currentInfo({ signal })
  // Everything issued is behind a PIN, which only a reset takes away, and all else with it.
  if (info.options['clientPin'] !== true) return []
  const rows = await registry.issuances.listGivenUp(identity, key.aaguid ?? '')
  if (identity !== null) return rows
  return (await lookUp(session, rows, signal)).here
}
