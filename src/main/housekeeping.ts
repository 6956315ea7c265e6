import { open, rm, writeFile } from 'node:fs/promises'
import type { AuditRow, TrustSummary } from '../shared/housekeeping.ts'
import { exportLines, type ExportFormat } from './audit/export.ts'
import type { AuditEntry } from './audit/entry.ts'
import { ProcedureError } from './conversation.ts'
import type { Dialogs } from './dialogs.ts'
import { entryOf } from './history.ts'
import type { StationEdges } from './station-edges.ts'
import type { Registry } from './store/registry.ts'
import type { Trust } from './trust/trust.ts'

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
  format: ExportFormat,
): Promise<{ readonly file: string | null }> {
  const file = await dialogsOf(edges).chooseNewFile('Export the journal', `keydesk-audit.${format}`)
  if (file !== null) await writeNew(file, linesOf(edges.registry, format))
  return { file }
}

async function* linesOf({ journal }: Registry, format: ExportFormat): AsyncGenerator<string> {
  for await (const line of exportLines(journal.read(), format)) yield `${line}\n`
}

async function writeNew(file: string, parts: AsyncIterable<string>): Promise<void> {
  try {
    const handle = await open(file, 'w', 0o600)
    try {
      for await (const part of parts) await handle.write(part)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw new ProcedureError({ code: 'not-available', what: 'file' }, { cause: error })
  }
}

/** A whole copy of the registry where the operator says; the dialog asked before it goes over one. */
export async function backUp(edges: StationEdges): Promise<{ readonly file: string | null }> {
  const file = await dialogsOf(edges).chooseNewFile('Back up the registry', 'keydesk-backup.sqlite')
  if (file === null) return { file }
  await rm(file, { force: true })
  await edges.registry.copyTo(file)
  return { file }
}

/** The window's page as a PDF where the operator says. Nothing of it is on the disk before. */
export async function savePdf(
  edges: StationEdges,
  suggested: string,
): Promise<{ readonly file: string | null }> {
  const dialogs = dialogsOf(edges)
  const file = await dialogs.chooseNewFile('Save as PDF', suggested)
  if (file === null) return { file }
  const pdf = await dialogs.printToPdf()
  try {
    await writeFile(file, pdf, { mode: 0o600 })
  } catch (error) {
    throw new ProcedureError({ code: 'not-available', what: 'file' }, { cause: error })
  } finally {
    pdf.fill(0)
  }
  return { file }
}

/** What is trusted, without the certificates themselves. */
export function trustSummaryOf({ roots, metadata, problems }: Trust): TrustSummary {
  return {
    roots: roots.map(({ subject, validTo }) => ({ name: subject.replaceAll('\n', ', '), validTo })),
    metadata: metadata && {
      number: metadata.number,
      models: metadata.models,
      ageDays: metadata.ageDays,
      nextUpdate: metadata.nextUpdate,
      isOverdue: metadata.isOverdue,
    },
    problems,
  }
}
