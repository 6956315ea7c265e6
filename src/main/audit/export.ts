import type { AuditEntry } from './entry.ts'

/** What a journal can be exported as: JSON Lines, or CSV that a spreadsheet cannot be tricked by. */
export type ExportFormat = 'jsonl' | 'csv'

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

/** The journal as lines without their ends, the heading of a CSV first. */
export async function* exportLines(
  entries: AsyncIterable<AuditEntry>,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield ['seq', 'at', ...columns, 'failure', 'hash'].join(',')
  for await (const entry of entries) yield format === 'csv' ? csvLine(entry) : jsonLine(entry)
}

function jsonLine({ seq, at, fact, hash }: AuditEntry): string {
  return JSON.stringify({ seq, at: new Date(at).toISOString(), ...fact, hash })
}

function csvLine({ seq, at, fact, hash }: AuditEntry): string {
  const texts = columns.map((name) => fact[name])
  const failure = fact.failure && `${fact.failure.code}, key ${fact.failure.keyState}`
  return [String(seq), new Date(at).toISOString(), ...texts, failure, hash].map(csvField).join(',')
}

/** A spreadsheet takes a field that begins like a formula for one: an apostrophe makes it text. */
export function csvField(value: string | null): string {
  if (value === null) return ''
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
