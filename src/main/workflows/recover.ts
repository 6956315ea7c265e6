import type { Issuance } from '../../shared/records.ts'
import type { Desk } from '../desk/desk.ts'
import { aboutRow, writeFact } from '../desk/facts.ts'
import { causeOf } from '../desk/failure-of.ts'
import { KeySession } from '../desk/key-session.ts'
import { onlyOneOf } from '../desk/slots.ts'
import { resolveAtProvider, restingState } from '../steps/settling/resolve-at-provider.ts'
import { resolveOnKey } from '../steps/settling/resolve-on-key.ts'
import { withClaims } from '../steps/settling/with-claims.ts'

/**
 * Finds what a crash left behind and brings it to an end that is true: by what the provider says, then
 * by what its key says where that is in the slot. What stays uncertain stays listed, and its own
 * finish-unfinished is offered.
 */
export async function recover(desk: Desk, signal: AbortSignal): Promise<void> {
  for (const row of await desk.registry.claims.listAbandoned()) {
    if (signal.aborted) return
    await recoverIfPossible(desk, row, signal)
  }
}

/** One that cannot be resolved must not keep the others from it. */
async function recoverIfPossible(desk: Desk, row: Issuance, signal: AbortSignal): Promise<void> {
  try {
    await withClaims(desk, [row], () => recoverRow(desk, row.id, signal))
  } catch (error) {
    desk.onDefect(`The issuance ${row.id} stays unfinished: ${causeOf(error).code}`)
  }
}

async function recoverRow(desk: Desk, id: string, signal: AbortSignal): Promise<void> {
  // As it is now that nobody else changes it.
  const row = await desk.registry.issuances.find(id)
  if (!row || (row.act === null && row.state !== 'planned')) return
  // What never named an act began nothing at any provider.
  if (row.act !== null && row.provider !== desk.provider.host) return
  const changes =
    (await resolveAtProvider(desk, row)) ?? (await resolveIfKeyIsHere(desk, row.id, signal))
  if (!changes) return await noteUnfinished(desk, row)
  await desk.registry.issuances.update(row.id, changes)
  const now = await desk.registry.issuances.find(row.id)
  await writeFact(desk, 'issuance-settled', aboutRow('recovery', now ?? row))
}

/** What never was an issuance is told as unfinished, until somebody finishes it. */
async function noteUnfinished({ registry }: Desk, { id }: Issuance): Promise<void> {
  const row = await registry.issuances.find(id)
  if (row && restingState(row) === 'expired') {
    await registry.issuances.update(id, { state: 'unfinished' })
  }
}

async function resolveIfKeyIsHere(desk: Desk, id: string, signal: AbortSignal) {
  const device = onlyOneOf(await desk.keys.list())
  const row = await desk.registry.issuances.find(id)
  if (!device || !row) return null
  const session = await KeySession.open(desk.keys, device, signal)
  try {
    if (session.identity === null) return null
    const ever = await desk.registry.issuances.listEverOnKey(session.identity)
    if (!ever.some((one) => one.id === id)) return null
    return await resolveOnKey(desk, session, row, signal)
  } finally {
    await session.close()
  }
}
