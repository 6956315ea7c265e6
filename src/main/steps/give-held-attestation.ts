import type { Issuance } from '../../shared/records.ts'
import { ProcedureError } from '../conversation.ts'
import type { Desk } from '../desk.ts'
import { IdpError, type Registration } from '../idp.ts'
import { aboutRow, writeFact } from '../office.ts'
import { decodeHeld } from './held-attestation.ts'
import { resolveAtProvider } from './resolve-at-provider.ts'

/**
 * Gives the provider the attestation that was held since the key was issued. A refusal is final: its
 * challenge was used or is too old, so the issuance expires and the pending factor is deleted.
 */
export async function giveHeldAttestation(desk: Desk, row: Issuance): Promise<void> {
  const { issuances } = desk.registry
  const sealed = await issuances.openHeld(row.id)
  if (!sealed) throw new ProcedureError({ code: 'not-available', what: 'held-attestation' })
  const { ceremony, credential } = decodeHeld(sealed)
  sealed.fill(0)
  await issuances.update(row.id, { act: 'registering' })
  const { requestId } = await finishOrExpire(desk, row, () =>
    desk.provider.finish(ceremony, credential),
  )
  await issuances.update(row.id, { act: 'activating', held: null })
  await writeFact(desk, 'credential-registered', aboutRow('activate', row), { requestId })
}

async function finishOrExpire(
  desk: Desk,
  row: Issuance,
  finish: () => Promise<Registration>,
): Promise<Registration> {
  try {
    return await finish()
  } catch (error) {
    if (error instanceof IdpError && !error.isUncertain && isAboutChallenge(error)) {
      await expire(desk, row)
    }
    throw error
  }
}

/** Said of the attestation itself, not of the network, the rights or the number of tries. */
function isAboutChallenge({ reason }: IdpError): boolean {
  return ['ceremony-rejected', 'ceremony-expired', 'factor-not-found'].includes(reason.code)
}

async function expire(desk: Desk, row: Issuance): Promise<void> {
  const changes = await resolveAtProvider(desk, { ...row, act: 'registering', isHeld: false })
  if (!changes) return
  await desk.registry.issuances.update(row.id, changes)
  await writeFact(desk, 'issuance-expired', aboutRow('activate', row))
}
