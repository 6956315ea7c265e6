import type { Issuance } from '../../shared/records.ts'
import type { Desk } from '../desk/desk.ts'
import { aboutRow, writeFact, type Workplace } from '../desk/facts.ts'
import { ProcedureError } from '../procedure-error.ts'
import { finishHandOver, waitsForPin } from '../steps/pin/pin-gate.ts'
import { activateRow } from '../steps/provider/activate-row.ts'
import { withClaims } from '../steps/settling/with-claims.ts'

/** Opens a sealed PIN to be shown or printed. It stays sealed in the row until it is handed over. */
export async function revealPin(workplace: Workplace, issuanceId: string): Promise<Uint8Array> {
  const row = await findSealed(workplace, issuanceId)
  await writeFact(workplace, 'pin-revealed', aboutRow('hand-over-pin', row))
  const pin = await workplace.registry.issuances.openPin(issuanceId)
  if (pin) return pin
  throw new ProcedureError({ code: 'not-available', what: 'sealed-pin' })
}

/** The holder has the PIN: it is purged, and where it was the gate, the issuance becomes active. */
export async function handOverPin(desk: Desk, issuanceId: string): Promise<void> {
  const { issuances } = desk.registry
  const { bundleId } = await findSealed(desk, issuanceId)
  await withClaims(desk, await issuances.listBundle(bundleId), async () => {
    // As they are now that nobody else changes them.
    const row = await findSealed(desk, issuanceId)
    const bundle = await issuances.listBundle(bundleId)
    const others = bundle.filter((one) => one.id !== row.id && waitsForPin(one))
    await issuances.updateTogether([
      [row.id, { act: 'handing-over', pin: null }],
      ...others.map(({ id }) => [id, { act: 'activating' }] as const),
    ])
    await issuances.update(row.id, await finishHandOver(desk, 'hand-over-pin', row))
    for (const one of others) await activateRow(desk, 'hand-over-pin', one)
  })
}

/** Only what is certain of a key is told of it: what a row was interrupted in is finished first. */
async function findSealed(workplace: Workplace, issuanceId: string): Promise<Issuance> {
  const row = await workplace.registry.issuances.find(issuanceId)
  if (!row?.hasSealedPin) throw new ProcedureError({ code: 'not-available', what: 'sealed-pin' })
  if (row.act !== null) throw new ProcedureError({ code: 'still-uncertain', act: row.act })
  return row
}
