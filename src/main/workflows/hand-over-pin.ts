import type { Issuance } from '../../shared/records.ts'
import { ProcedureError } from '../conversation.ts'
import { recordFor, type Counter } from '../counter.ts'

/** Opens a sealed PIN to be shown or printed. It stays sealed in the row until it is handed over. */
export async function revealPin(counter: Counter, issuanceId: string): Promise<Uint8Array> {
  const row = await findSealed(counter, issuanceId)
  await recordFor(counter, 'hand-over-pin', 'pin-revealed', row)
  const pin = await counter.registry.issuances.openPin(issuanceId)
  if (pin) return pin
  throw new ProcedureError({ code: 'not-available', what: 'sealed-pin' })
}

/** The holder has the PIN: it is purged, and with it the gate between `issued` and `active`. */
export async function handOverPin(counter: Counter, issuanceId: string): Promise<void> {
  const row = await findSealed(counter, issuanceId)
  const state = row.state === 'issued' ? ({ state: 'active' } as const) : {}
  await counter.registry.issuances.update(issuanceId, { pin: null, ...state })
  await recordFor(counter, 'hand-over-pin', 'pin-handed-over', row)
}

async function findSealed(counter: Counter, issuanceId: string): Promise<Issuance> {
  const row = await counter.registry.issuances.find(issuanceId)
  if (row?.hasSealedPin) return row
  throw new ProcedureError({ code: 'not-available', what: 'sealed-pin' })
}
