import {
  enumerateCredentials,
  enumerateRPs,
  getPinToken,
  managesCredentials,
  type Authenticator,
} from '../../../ctap2/index.ts'
import { plainName } from '../../../shared/plain-text.ts'
import type { Issuance } from '../../../shared/records.ts'
import type { CredentialOnKey, StepName } from '../../../shared/run.ts'
import type { AtKey } from '../../desk/at-key.ts'
import { demandOwnPin, withTypedPin } from '../pin/enter-pin.ts'
import type { OnThisKey } from './find-on-key.ts'
import { lookUp } from './look-up.ts'

/** What a key shows for its PIN: whose it is, and what is on it. */
export interface ReadWithPin extends OnThisKey {
  /** Its discoverable credentials; null where it can be recognised but lists none. */
  readonly credentials: readonly CredentialOnKey[] | null
}

/**
 * Reads the key with the PIN its holder types: which of the issuances that may be on it are, and its
 * discoverable credentials. Throws CtapStatusError where the key shows neither.
 */
export async function readWithPin(
  at: AtKey,
  step: StepName,
  found: OnThisKey,
): Promise<ReadWithPin> {
  const { session, talk } = at
  demandOwnPin(session)
  return await withTypedPin(at, step, async (pin) => {
    const { here, possible: untold } = await lookUp(session, found.possible, talk.signal, pin)
    const rows = [...found.rows, ...here]
    const possible = here.length > 0 ? [] : untold
    // A key of CTAP 2.0 lists nothing, and was recognised all the same.
    const isAll = found.possible.length > 0 && !managesCredentials(session.authenticator)
    const credentials = isAll ? null : await readCredentials(session.authenticator, pin, rows)
    return { rows, possible, credentials }
  })
}

async function readCredentials(
  authenticator: Authenticator,
  pin: Uint8Array,
  rows: readonly Issuance[],
): Promise<readonly CredentialOnKey[]> {
  const ours = new Map(rows.map(({ id, credentialId }) => [credentialId, id]))
  const permissions = ['credentialManagement'] as const
  const token = await getPinToken(authenticator, pin, { permissions })
  try {
    const found: CredentialOnKey[] = []
    for (const { rp, rpIDHash } of await enumerateRPs(authenticator, token)) {
      const stored = await enumerateCredentials(authenticator, token, rpIDHash)
      for (const { user, credentialId: id } of stored) {
        const credentialId = Buffer.from(id).toString('base64url')
        const issuanceId = ours.get(credentialId) ?? null
        // Whoever registered it chose both, and any site may have.
        const userName = user.name === undefined ? null : plainName(user.name)
        found.push({ rpId: plainName(rp.id), userName, credentialId, issuanceId })
      }
    }
    return found
  } finally {
    token.dispose()
  }
}
