import { findCredential } from '../../ctap2/index.ts'
import type { Issuance } from '../../shared/records.ts'
import type { Desk } from '../desk.ts'
import type { KeySession } from '../key-session.ts'

/** More than this is not asked of a key one by one; a model that common has serial numbers. */
const mostCandidates = 500

/**
 * What the registry knows to be on this key, the newest first: by maker and serial number, and where
 * that does not tell one key from another, by the credentials the key answers for.
 */
export async function findOnKey(
  { registry }: Pick<Desk, 'registry'>,
  session: KeySession,
  signal: AbortSignal,
): Promise<readonly Issuance[]> {
  const { issuances } = registry
  const { identity, key } = session
  const known =
    identity === null
      ? await issuances.listWithoutIdentity(key.aaguid ?? '')
      : await issuances.listOnKey(identity)
  const present = known.filter(({ onKey }) => onKey !== 'wiped')
  const bundles = new Set(present.map(({ bundleId }) => bundleId))
  if (identity !== null && bundles.size <= 1) return present
  return await keepThoseItAnswersFor(session, present.slice(0, mostCandidates), signal)
}

async function keepThoseItAnswersFor(
  { authenticator }: KeySession,
  rows: readonly Issuance[],
  signal: AbortSignal,
): Promise<readonly Issuance[]> {
  const found: Issuance[] = []
  for (const row of rows) {
    if (row.rpId === null || row.credentialId === null) continue
    const ids = [Buffer.from(row.credentialId, 'base64url')]
    const answer = await findCredential(authenticator, { rpId: row.rpId, ids }, { signal })
    if (answer) found.push(row)
  }
  return found
}
