import type { Issuance } from '../../shared/records.ts'
import { ProcedureError } from '../conversation.ts'
import type { Desk } from '../desk.ts'
import { aboutRow, writeFact, type Office } from '../office.ts'
import { activateRow } from '../steps/activate-row.ts'
import { withClaims } from '../steps/with-claims.ts'

/** Opens a sealed PIN to be shown or printed. It stays sealed in the row until it is handed over. */
export async function revealPin(office: Office, issuanceId: string): Promise<Uint8Array> {
  const row = await findSealed(office, issuanceId)
  await writeFact(office, 'pin-revealed', aboutRow('hand-over-pin', row))
  const pin = await office.registry.issuances.openPin(issuanceId)
  if (pin) return pin
  throw new ProcedureError({ code: 'not-available', what: 'sealed-pin' })
}

/** The holder has the PIN: it is purged, and where it was the gate, the issuance becomes active. */
export async function handOverPin(desk: Desk, issuanceId: string): Promise<void> {
  const row = await findSealed(desk, issuanceId)
  const bundle = await desk.registry.issuances.listBundle(row.bundleId)
  await withClaims(desk, bundle, async () => {
    await desk.registry.issuances.update(issuanceId, { pin: null })
    await writeFact(desk, 'pin-handed-over', aboutRow('hand-over-pin', row))
    for (const one of bundle.filter(waitsForPin)) await activateRow(desk, 'hand-over-pin', one)
  })
}

/** Nobody can sign in with it, for nobody has its PIN. */
function waitsForPin({ state, template: { activation } }: Issuance): boolean {
  return state === 'issued' && activation.when === 'hand-over' && activation.gate === 'pin'
}

async function findSealed(office: Office, issuanceId: string): Promise<Issuance> {
  const row = await office.registry.issuances.find(issuanceId)
  if (row?.hasSealedPin) return row
  throw new ProcedureError({ code: 'not-available', what: 'sealed-pin' })
}
