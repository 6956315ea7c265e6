import type { Issuance } from '../../shared/records.ts'
import { ProcedureError } from '../conversation.ts'
import { aboutRow, writeFact, type Office } from '../office.ts'

/** Opens a sealed PIN to be shown or printed. It stays sealed in the row until it is handed over. */
export async function revealPin(office: Office, issuanceId: string): Promise<Uint8Array> {
  const row = await findSealed(office, issuanceId)
  await writeFact(office, 'pin-revealed', aboutRow('hand-over-pin', row))
  const pin = await office.registry.issuances.openPin(issuanceId)
  if (pin) return pin
  throw new ProcedureError({ code: 'not-available', what: 'sealed-pin' })
}

/** The holder has the PIN: it is purged, and with it the gate between `issued` and `active`. */
export async function handOverPin(office: Office, issuanceId: string): Promise<void> {
  const row = await findSealed(office, issuanceId)
  const state = row.state === 'issued' ? ({ state: 'active' } as const) : {}
  await office.registry.issuances.update(issuanceId, { pin: null, ...state })
  await writeFact(office, 'pin-handed-over', aboutRow('hand-over-pin', row))
}

async function findSealed(office: Office, issuanceId: string): Promise<Issuance> {
  const row = await office.registry.issuances.find(issuanceId)
  if (row?.hasSealedPin) return row
  throw new ProcedureError({ code: 'not-available', what: 'sealed-pin' })
}
