import type { Issuance } from '../../shared/records.ts'
import type { Fact } from '../audit/entry.ts'
import { ProcedureError } from '../conversation.ts'
import type { Registry } from '../store/registry.ts'

/** Who hands over, and from which registry. */
export interface PinCounter {
  readonly registry: Registry
  readonly operator: string
  readonly station: string
}

/** Opens a sealed PIN to be shown or printed. It stays sealed in the row until it is handed over. */
export async function revealPin(counter: PinCounter, issuanceId: string): Promise<Uint8Array> {
  const row = await findSealed(counter, issuanceId)
  await recordFor(counter, 'pin-revealed', row)
  const pin = await counter.registry.issuances.openPin(issuanceId)
  if (pin) return pin
  throw new ProcedureError({ code: 'not-available', what: 'sealed-pin' })
}

/** The holder has the PIN: it is purged, and with it the gate between `issued` and `active`. */
export async function handOverPin(counter: PinCounter, issuanceId: string): Promise<void> {
  const row = await findSealed(counter, issuanceId)
  const state = row.state === 'issued' ? ({ state: 'active' } as const) : {}
  await counter.registry.issuances.update(issuanceId, { pin: null, ...state })
  await recordFor(counter, 'pin-handed-over', row)
}

async function findSealed(counter: PinCounter, issuanceId: string): Promise<Issuance> {
  const row = await counter.registry.issuances.find(issuanceId)
  if (row?.hasSealedPin) return row
  throw new ProcedureError({ code: 'not-available', what: 'sealed-pin' })
}

async function recordFor(counter: PinCounter, fact: Fact, row: Issuance): Promise<void> {
  const { operator, station } = counter
  await counter.registry.journal.append({
    fact,
    operator,
    station,
    procedure: 'hand-over-pin',
    issuanceId: row.id,
    personId: row.personId,
    login: row.login,
    aaguid: row.aaguid,
    keySerial: row.keySerial,
    credentialId: row.credentialId,
    factorId: row.factorId,
    requestId: null,
    failure: null,
  })
}
