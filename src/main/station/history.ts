import type { Output } from '../../shared/contract.ts'
import type { HistoryEntry } from '../../shared/pages.ts'
import { findRemarks } from '../desk/find-remarks.ts'
import { ProcedureError } from '../procedure-error.ts'
import type { AuditEntry } from '../store/journal/entry.ts'
import type { StationEdges } from './edges.ts'

const mostEntries = 500

/** An issuance, what came before and after it, and what the journal says of all of them. */
export async function historyOf(
  { registry, trust }: Pick<StationEdges, 'registry' | 'trust'>,
  issuanceId: string,
): Promise<Output<'issuances.history'>> {
  const { issuances, journal } = registry
  const issuance = await issuances.find(issuanceId)
  if (!issuance) throw new ProcedureError({ code: 'issuance-not-found' })
  const line = await issuances.line(issuanceId)
  const entries = await journal.listOf(
    line.map(({ id }) => id),
    mostEntries,
  )
  const remarks = await findRemarks({ registry, trust }, issuance.aaguid, [issuance])
  const hasAttestation = await issuances.hasAttestation(issuanceId)
  return { issuance, remarks, hasAttestation, line, entries: entries.map(entryOf) }
}

/** A fact of the journal about an issuance, as the window shows it. */
export function entryOf({ seq, at, fact: told }: AuditEntry): HistoryEntry {
  const { fact, operator, procedure, failure, requestId } = told
  return { seq, at, fact, operator, procedure, failure: failure?.code ?? null, requestId }
}
