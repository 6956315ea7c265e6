import { expect, test } from 'vitest'
import type { AuditEntry } from '../../../../src/main/store/journal/entry.ts'
import { exportLines, type ExportForm } from '../../../../src/main/store/journal/export.ts'

const entry: AuditEntry = {
  seq: 1,
  at: Date.UTC(2026, 10, 23),
  hash: 'ab',
  fact: {
    fact: 'run-failed',
    operator: '=HYPERLINK("http://evil")',
    station: 'desk, east',
    procedure: 'issue-key',
    issuanceId: 'i1',
    personId: null,
    login: '+jane@example.com',
    aaguid: null,
    keySerial: null,
    credentialId: null,
    factorId: null,
    requestId: null,
    failure: { code: 'key-removed', keyState: 'unknown', act: null },
  },
}

async function* one() {
  yield await Promise.resolve(entry)
}

async function linesOf(form: ExportForm): Promise<string[]> {
  const lines: string[] = []
  for await (const line of exportLines(one(), form)) lines.push(line)
  return lines
}

test('CSV: a mark, a heading, then no field a spreadsheet would run', async () => {
  const [heading, line] = await linesOf({ format: 'csv', separator: 'comma' })
  expect(heading).toMatch(/^\ufeffseq,at,fact,operator,/)
  expect(line).toBe(
    '1,2026-11-23T00:00:00.000Z,run-failed,"\'=HYPERLINK(""http://evil"")","desk, east",issue-key,' +
      'i1,,\'+jane@example.com,,,,,,"key-removed, key unknown",ab',
  )
})

test('CSV: separated as the spreadsheet that will open it separates', async () => {
  const [heading, line] = await linesOf({ format: 'csv', separator: 'semicolon' })
  expect(heading).toMatch(/^\ufeffseq;at;fact;operator;/)
  expect(line).toMatch(/^1;2026-11-23T00:00:00.000Z;run-failed;/)
})

test('JSON Lines: every entry whole', async () => {
  const lines = await linesOf({ format: 'jsonl' })
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { seq: 1, at: '2026-11-23T00:00:00.000Z', ...entry.fact, hash: 'ab' },
  ])
})
