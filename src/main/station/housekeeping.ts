import { writeFile } from 'node:fs/promises'
import type { AuditRow } from '../../shared/housekeeping.ts'
import { plainJson } from '../../shared/plain-text.ts'
import { ProcedureError } from '../procedure-error.ts'
import type { AuditEntry } from '../store/journal/entry.ts'
import { writeExport, type ExportForm } from '../store/journal/export.ts'
import { exportAttestation } from '../workflows/export-attestation.ts'
import type { Dialogs } from './dialogs.ts'
import type { StationEdges } from './edges.ts'
import { entryOf } from './history.ts'
import { saveFile } from './save-file.ts'

/** The dialogs of the window. Throws ProcedureError where there is none. */
export function dialogsOf({ dialogs }: StationEdges): Dialogs {
  if (dialogs) return dialogs
  throw new ProcedureError({ code: 'not-available', what: 'dialog' })
}

/** An entry of the journal, as the window lists it. */
export function auditRowOf(entry: AuditEntry): AuditRow {
  const { login, keySerial, issuanceId } = entry.fact
  return { ...entryOf(entry), login, keySerial, issuanceId }
}

/** Writes the journal where the operator says; null when they changed their mind. */
export async function exportJournal(
  edges: StationEdges,
  form: ExportForm,
): Promise<{ readonly file: string | null }> {
  const file = await dialogsOf(edges).chooseNewFile(`keydesk-audit.${form.format}`)
  if (file !== null) {
    await saveFile(edges, file, 'journal-exported', (part) =>
      writeExport(part, edges.registry.journal.read(), form),
    )
  }
  return { file }
}

/** A whole copy of the registry where the operator says; the dialog asked before it goes over one. */
export async function backUp(edges: StationEdges): Promise<{ readonly file: string | null }> {
  const file = await dialogsOf(edges).chooseNewFile('keydesk-backup.sqlite')
  if (file !== null) {
    await saveFile(edges, file, 'registry-copied', (part) => edges.registry.copyTo(part))
  }
  return { file }
}

/** What a key showed when it was issued, where the operator says. */
export async function saveAttestation(
  edges: StationEdges,
  issuanceId: string,
): Promise<{ readonly file: string | null }> {
  const file = await dialogsOf(edges).chooseNewFile(`keydesk-attestation-${issuanceId}.json`)
  if (file === null) return { file }
  const text = `${plainJson(await exportAttestation(edges, issuanceId), 2)}
`
  await saveFile(edges, file, null, (part) => writeFile(part, text, { mode: 0o600, flush: true }))
  return { file }
}

/** The window's page as a PDF where the operator says. Nothing of it is on the disk before. */
export async function savePdf(
  edges: StationEdges,
  suggested: string,
): Promise<{ readonly file: string | null }> {
  const dialogs = dialogsOf(edges)
  const file = await dialogs.chooseNewFile(suggested)
  if (file === null) return { file }
  const pdf = await dialogs.printToPdf()
  try {
    await saveFile(edges, file, 'paper-saved', (part) =>
      writeFile(part, pdf, { mode: 0o600, flush: true }),
    )
  } finally {
    pdf.fill(0)
  }
  return { file }
}
