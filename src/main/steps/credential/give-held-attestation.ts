import type { Issuance } from '../../../shared/records.ts'
import type { Desk } from '../../desk/desk.ts'
import { aboutRow, writeFact } from '../../desk/facts.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { ProviderError, type Registration } from '../../provider/provider.ts'
import { settleRow } from '../settling/settle-change.ts'
import { decodeHeld } from './held-attestation.ts'

/**
 * Gives the provider the attestation that was held since the key was issued. A refusal of it is final: its
 * challenge was used or is too old, so the issuance expires and the pending factor is deleted. Where anything
 * else was in the way, activations that are used up for now, it stays held and can be given again.
 */
export async function giveHeldAttestation(desk: Desk, row: Issuance): Promise<void> {
  const { issuances } = desk.registry
  const sealed = await issuances.openHeld(row.id)
  if (!sealed) throw new ProcedureError({ code: 'not-available', what: 'held-attestation' })
  const { ceremony, credential } = decodeHeld(sealed)
  sealed.fill(0)
  await issuances.update(row.id, { act: 'registering' })
  const { requestId } = await finishOrSettle(desk, row, () =>
    desk.provider.finish(ceremony, credential),
  )
  await issuances.update(row.id, { act: 'activating', held: null })
  await writeFact(desk, 'credential-registered', aboutRow('activate', row), { requestId })
}

async function finishOrSettle(
  desk: Desk,
  row: Issuance,
  finish: () => Promise<Registration>,
): Promise<Registration> {
  try {
    return await finish()
  } catch (error) {
    if (error instanceof ProviderError && !error.isUncertain) await settle(desk, row, error)
    throw error
  }
}

/** Said of the attestation itself, not of the network, the rights or the number of tries. */
function isAboutChallenge({ reason }: ProviderError): boolean {
  return ['ceremony-rejected', 'ceremony-expired', 'factor-not-found'].includes(reason.code)
}

/** What can be given again is as it was: a row that kept its act would have to be finished first. */
async function settle(desk: Desk, row: Issuance, refusal: ProviderError): Promise<void> {
  const isHeld = !isAboutChallenge(refusal)
  const changes = await settleRow(desk, { ...row, act: 'registering', isHeld })
  if (changes?.state !== 'expired') return
  await writeFact(desk, 'issuance-expired', aboutRow('activate', row))
}
