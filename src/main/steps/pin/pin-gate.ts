import { gateOf } from '../../../shared/gates.ts'
import type { Issuance } from '../../../shared/records.ts'
import type { Desk } from '../../desk/desk.ts'
import { aboutRow, writeFact } from '../../desk/facts.ts'
import type { IssuanceChanges } from '../../store/issuances/issuance-row.ts'
import type { AuditProcedure } from '../../store/journal/entry.ts'
import { activateRow } from '../provider/activate-row.ts'

/** Nobody can sign in with it, for nobody has its PIN. */
export function waitsForPin({ state, template }: Issuance): boolean {
  return state === 'issued' && gateOf(template)?.gate === 'pin'
}

/**
 * The state of what was inactive and is not any more. It waits for its hand-over while the attestation is
 * held, or a sealed PIN behind a gate that it is, or that coming back did not open.
 */
export function stateLetIn(row: Issuance): 'issued' | 'active' {
  const { isHeld, hasSealedPin, inactiveBy, template } = row
  if (isHeld) return 'issued'
  const gate = gateOf(template)
  if (!hasSealedPin || gate === null) return 'active'
  if (gate.gate !== 'group') return gate.gate === 'pin' ? 'issued' : 'active'
  const isJoined = inactiveBy?.means === 'leave-group' && inactiveBy.group.id === gate.group.id
  return isJoined ? 'active' : 'issued'
}

/** Whether no PIN waits to be told to the holder: one key has one, sealed in one row of a bundle. */
export async function isPinOut({ registry }: Desk, { bundleId }: Issuance): Promise<boolean> {
  const bundle = await registry.issuances.listBundle(bundleId)
  return !bundle.some(({ hasSealedPin }) => hasSealedPin)
}

/** What a row is committed to, together with the purge of the PIN, when its holder has one of their own. */
export function withOwnPin(row: Issuance): IssuanceChanges {
  return { act: waitsForPin(row) ? 'activating' : null, pin: null }
}

/** Its holder has a PIN: where that was the gate, it is opened. Resolves with what is true of the row. */
export async function openPinGate(
  desk: Desk,
  procedure: AuditProcedure,
  row: Issuance,
  signal?: AbortSignal,
): Promise<IssuanceChanges> {
  if (!waitsForPin(row)) return { act: null }
  return await activateRow(desk, procedure, row, signal)
}

/** The PIN that was purged from a row was handed over: that is written down, and the gate opened. */
export async function finishHandOver(
  desk: Desk,
  procedure: AuditProcedure,
  row: Issuance,
): Promise<IssuanceChanges> {
  await writeFact(desk, 'pin-handed-over', aboutRow(procedure, row))
  return await openPinGate(desk, procedure, row)
}
