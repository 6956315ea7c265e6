import type { CsvSeparator } from '../../../shared/csv.ts'
import { plainJson } from '../../../shared/plain-text.ts'
import { byteOrderMark, csvLine } from '../../system/csv.ts'
import { writeNew } from '../../system/write-whole.ts'
import type { AuditEntry } from './entry.ts'

/** What a journal can be exported as: JSON Lines for programs, CSV for a spreadsheet. */
export type ExportForm =
  { readonly format: 'jsonl' } | { readonly format: 'csv'; readonly separator: CsvSeparator }

const columns = [
  'fact',
  'operator',
  'station',
  'procedure',
  'issuanceId',
  'personId',
  'login',
  'aaguid',
  'keySerial',
  'credentialId',
  'factorId',
  'requestId',
] as const

/** The journal as lines without their ends, the heading of a CSV first, behind a byte order mark. */
export async function* exportLines(
  entries: AsyncIterable<AuditEntry>,
  form: ExportForm,
): AsyncGenerator<string> {
  if (form.format === 'csv') {
    yield byteOrderMark + csvLine(['seq', 'at', ...columns, 'failure', 'hash'], form.separator)
  }
  for await (const entry of entries) {
    yield form.format === 'csv' ? csvLine(cellsOf(entry), form.separator) : jsonLine(entry)
  }
}

/** Writes the journal into a new file. Throws what the file system says. */
export async function writeExport(
  file: string,
  entries: AsyncIterable<AuditEntry>,
  form: ExportForm,
): Promise<void> {
  await writeNew(file, async (handle) => {
    for await (const line of exportLines(entries, form)) await handle.write(`${line}\n`)
  })
}

function jsonLine({ seq, at, fact, hash }: AuditEntry): string {
  return plainJson({ seq, at: new Date(at).toISOString(), ...fact, hash })
}

function cellsOf({ seq, at, fact, hash }: AuditEntry): (string | null)[] {
  const texts = columns.map((name) => fact[name])
  const failure = fact.failure && `${fact.failure.code}, key ${fact.failure.keyState}`
  return [String(seq), new Date(at).toISOString(), ...texts, failure, hash]
}
