import {
  CtapStatusError,
  getCredsMetadata,
  getPinToken,
  KeyProtocolError,
  managesCredentials,
} from '../../../ctap2/index.ts'
import { record, type Work } from '../../desk/work.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { eraseToIssue } from '../erase/erase-to-issue.ts'
import { confirmErase } from '../erase/reset-key.ts'
import { findOnKey } from '../key/find-on-key.ts'
import { setPinOnKey } from '../pin/set-pin.ts'
import { renewStale, type Begun } from '../provider/enroll-factor.ts'

/**
 * Proves that a key which was taken for blank is: a key without a PIN can hold somebody's passkeys, and
 * counts them only for its PIN. What is found is erased, where the template erases and a person agrees,
 * and the key has the same PIN again. Throws ProcedureError `key-holds-credentials` where the template
 * never erases. A key that cannot count is remarked upon. Resolves with what is begun at the provider
 * then, whose yes is not to be an old one when the key is erased.
 */
export async function proveBlank(
  work: Work,
  begun: readonly Begun[],
  pin: Uint8Array,
): Promise<readonly Begun[]> {
  const count = await countCredentials(work, pin)
  if (count === 0) return begun
  const { talk, session, template } = work
  if (count === null) {
    talk.remark('blank-not-proven')
    await record(work, 'blank-not-proven')
    return begun
  }
  talk.know({ keyState: 'pin-set-not-empty' })
  if (template.erase === 'never' || !session.canBeErased) {
    throw new ProcedureError({ code: 'key-holds-credentials', count })
  }
  await confirmErase(work, null, count)
  const renewed = await renewStale(begun, true)
  // It was blank before it had this PIN: what may be behind one is not on it.
  const { possible } = await findOnKey(work.desk, session, talk.signal)
  await eraseToIssue(work, { rows: [], unrecognised: [], possible })
  await setPinOnKey(work, pin)
  return renewed
}

/** Null where the key does not say. */
async function countCredentials({ session, talk }: Work, pin: Uint8Array): Promise<number | null> {
  const { authenticator } = session
  const permissions = ['credentialManagement'] as const
  const { signal } = talk
  if (!managesCredentials(authenticator)) return null
  try {
    const token = await getPinToken(authenticator, pin, { permissions }, { signal })
    try {
      const { existingResidentCredentialsCount } = await getCredsMetadata(authenticator, token)
      return existingResidentCredentialsCount
    } finally {
      token.dispose()
    }
  } catch (error) {
    if (error instanceof CtapStatusError || error instanceof KeyProtocolError) return null
    throw error
  }
}
