import { gateOf } from '../../../shared/gates.ts'
import type { Issuance, IssuanceState } from '../../../shared/records.ts'
import type { InactiveMeans } from '../../../shared/template.ts'
import type { Desk } from '../../desk/desk.ts'
import { aboutRow, writeFact } from '../../desk/facts.ts'
import type { IssuanceChanges } from '../../store/issuances/issuance-row.ts'
import { isHeldBack, stateAfterRegistering } from '../credential/register-credential.ts'
import { finishHandOver, isPinOut, openPinGate, stateLetIn } from '../pin/pin-gate.ts'
import { activateRow } from '../provider/activate-row.ts'

/**
 * Finds out at the provider what became of the act a row names, and leaves nothing half done there.
 * Resolves with what is true of the row now; null when only the key can tell the rest. Throws ProviderError.
 */
export async function resolveAtProvider(
  desk: Desk,
  row: Issuance,
): Promise<IssuanceChanges | null> {
  switch (row.act) {
    case null:
      return { act: null, state: restingState(row) }
    case 'configuring':
      await forgetBegun(desk, row)
      return { act: null, state: restingState(row) }
    case 'erasing':
    case 'setting-pin':
      await forgetBegun(desk, row)
      return null
    case 'changing-pin':
      return (await isPinOut(desk, row)) ? await openPinGate(desk, 'recovery', row) : null
    case 'handing-over':
      return await finishHandOver(desk, 'recovery', row)
    case 'enrolling':
      await removePending(desk, row)
      return { act: null, state: restingState(row), factorId: null }
    case 'creating':
      return await resolveCreating(desk, row)
    case 'registering':
      return await resolveRegistering(desk, row)
    case 'activating':
      return await resolveActivating(desk, row)
    case 'inactivating':
    case 'reactivating':
      return (await isInactive(desk, row)) ? { act: null, state: 'inactive' } : letIn(row)
    case 'deleting':
      await deleteFactor(desk, row)
      return { act: null, state: 'revoked', held: null }
  }
}

/** What an issuance falls back to when what was tried did not happen. */
export function restingState(row: Issuance): IssuanceState {
  return neverStood(row) ? 'expired' : row.state
}

/** It was not issued, and no factor of it was ever active. */
function neverStood({ state }: Issuance): boolean {
  return state === 'planned' || state === 'unfinished' || state === 'expired'
}

/** Ours by id; when its id never reached us, whatever is pending for this person and no other row's. */
async function removePending(desk: Desk, row: Issuance): Promise<void> {
  const pending = row.factorId ? [row.factorId] : await listUnnamed(desk, row)
  for (const factorId of pending) await deleteFactor(desk, { ...row, factorId })
}

async function listUnnamed({ provider, registry }: Desk, { personId }: Issuance) {
  const pending = await provider.listPendingFactors(personId)
  const named = new Set(await registry.issuances.listFactorIds(personId, provider.host))
  return pending.filter((factorId) => !named.has(factorId))
}

async function deleteFactor(desk: Desk, row: Issuance): Promise<void> {
  if (row.factorId === null) return
  await desk.provider.deleteFactor(row.personId, row.factorId)
  await writeFact(desk, 'factor-deleted', aboutRow('recovery', row))
}

/** A factor is begun before the key is touched; that of an issuance which never was is pending still. */
async function forgetBegun(desk: Desk, row: Issuance): Promise<void> {
  if (!neverStood(row) || row.factorId === null) return
  await deleteFactor(desk, row)
  await desk.registry.issuances.update(row.id, { factorId: null })
}

/** The provider forgets it; whether the key holds the credential, only the key can tell. */
async function resolveCreating(desk: Desk, row: Issuance): Promise<IssuanceChanges | null> {
  await deleteFactor(desk, row)
  const { issuances } = desk.registry
  await issuances.update(row.id, { factorId: null, onKey: 'unknown' })
  return null
}

async function resolveRegistering(desk: Desk, row: Issuance): Promise<IssuanceChanges> {
  if (await hasTaken(desk, row)) {
    const state =
      row.state === 'inactive' || row.isHeld ? 'active' : stateAfterRegistering(row.template)
    return { act: null, state, held: null, inactiveBy: null }
  }
  if (row.isHeld && (await isPending(desk, row))) return { act: null }
  await deleteFactor(desk, row)
  const state = isHeldBack(row) ? 'expired' : restingState(row)
  return { act: null, state, factorId: null, held: null }
}

async function hasTaken({ provider }: Desk, row: Issuance): Promise<boolean> {
  if (row.factorId === null) return false
  const factor = await provider.findFactor(row.personId, row.factorId)
  return factor.state === 'active' && factor.credentialId === row.credentialId
}

async function isPending({ provider }: Desk, row: Issuance): Promise<boolean> {
  if (row.factorId === null) return false
  return (await provider.findFactor(row.personId, row.factorId)).state === 'pending'
}

/** What was begun is brought to its end; a gate that is still closed stays closed. */
async function resolveActivating(desk: Desk, row: Issuance): Promise<IssuanceChanges> {
  if (row.state !== 'active' && !(await isGateOpen(desk, row))) return { act: null }
  return await activateRow(desk, 'recovery', row)
}

async function isGateOpen(desk: Desk, row: Issuance): Promise<boolean> {
  const gate = gateOf(row.template)
  switch (gate?.gate) {
    case undefined:
      return false
    case 'challenge':
      return !row.isHeld
    case 'pin':
      return await isPinOut(desk, row)
    case 'group':
      return await isInGroup(desk, row, gate.group.id)
  }
}

function letIn(row: Issuance): IssuanceChanges {
  return { act: null, state: stateLetIn(row), inactiveBy: null }
}

async function isInGroup(
  { provider }: Desk,
  { personId }: Issuance,
  groupId: string,
): Promise<boolean> {
  const groups = await provider.listGroupsOf(personId)
  return groups.some(({ id }) => id === groupId)
}

async function isInactive(desk: Desk, row: Issuance): Promise<boolean> {
  const { provider } = desk
  const means: InactiveMeans = row.inactiveBy ?? row.template.inactive
  switch (means.means) {
    case 'suspend-person':
      return (await provider.getPerson(row.personId)).status === 'SUSPENDED'
    case 'leave-group':
      return !(await isInGroup(desk, row, means.group.id))
    case 'delete-factor':
      return row.factorId === null || (await isFactorAbsent(provider, row.personId, row.factorId))
  }
}

async function isFactorAbsent(
  provider: Desk['provider'],
  personId: string,
  factorId: string,
): Promise<boolean> {
  return (await provider.findFactor(personId, factorId)).state === 'absent'
}
