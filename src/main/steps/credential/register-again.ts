import type { Issuance, Person } from '../../../shared/records.ts'
import type { AtDesk, AtKey } from '../../desk/at-key.ts'
import type { Work } from '../../desk/work.ts'
import { takeKeyOf } from '../key/take-key.ts'
import { demandOwnPin, verifyPin, withTypedPin } from '../pin/enter-pin.ts'
import { enrollFactors } from '../provider/enroll-factor.ts'
import { settleIfPossible } from '../settling/settle.ts'
import { issueCredential } from './issue-credential.ts'

/**
 * Makes the credentials of inactive issuances whose factors were deleted anew on the key they were on, with
 * the PIN it has, and registers them.
 */
export async function registerAgain(
  where: AtDesk,
  rows: readonly [Issuance, ...Issuance[]],
): Promise<void> {
  const { desk, talk } = where
  const [first] = rows
  const person = await desk.provider.getPerson(first.personId, talk.signal)
  const { at } = await takeKeyOf(where, first)
  const { session } = at
  try {
    demandOwnPin(session)
    await withTypedPin(at, 'insert-key', async (pin) => {
      // A wrong one is none of the provider's business: nothing is begun for it.
      await verifyPin(session, pin, first.rpId, talk.signal)
      const works = rows.map((row) => workOf(at, person, row))
      await registerRows(works, pin)
    })
  } finally {
    await session.close()
  }
}

function workOf(at: AtKey, person: Person, { id: issuanceId, template, rpId }: Issuance): Work {
  const { origins } = at.desk.provider
  const origin = origins.find((one) => new URL(one).host === rpId) ?? origins[0] ?? ''
  const known = { factorId: null, credentialId: null }
  return { ...at, origin, issuanceId, procedure: 'reactivate', person, template, ...known }
}

/** The provider agrees to all of them before the first credential is made over the one before. */
async function registerRows(works: readonly Work[], pin: Uint8Array): Promise<void> {
  try {
    for (const begun of await enrollFactors(works)) await issueCredential(begun, pin)
  } catch (error) {
    for (const work of works) await settleIfPossible(work, error)
    throw error
  }
}
