import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Dialogs } from '../../../src/main/station/dialogs.ts'
import { openDatabase } from '../../../src/main/store/file/database.ts'
import type { Input, Output, RequestName } from '../../../src/shared/contract.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { blobMakers, makeBlob } from '../../support/mds-blob.ts'
import {
  issuedIn,
  openTestStation,
  runIssue,
  type TestStation,
} from '../../support/test-station.ts'

let folder: string
let desk: TestStation
let key: VirtualKey
let chosen: string | null

const dialogs: Dialogs = {
  chooseFile: () => Promise.resolve(chosen),
  chooseNewFile: () => Promise.resolve(chosen),
  printToPdf: () => Promise.resolve(new TextEncoder().encode('%PDF-1.7')),
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-housekeeping-'))
  key = new VirtualKey()
  await mkdir(join(folder, 'own'))
  const own = join(folder, 'own')
  desk = await openTestStation(new Map([['one', key]]), {}, null, dialogs, own)
  chosen = join(folder, 'chosen')
})

afterEach(async () => {
  await desk.close()
  await rm(folder, { recursive: true })
})

async function ask<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> {
  const reply = await desk.station.request(name, input)
  if (reply.ok) return reply.value as Output<N>
  throw new Error(reply.cause.code)
}

test('the journal is listed, searched, verified and exported', async () => {
  await runIssue(desk)
  const page = { text: '', procedure: null, offset: 0, limit: 3 }
  const all = await ask('audit.list', page)
  expect(all.total).toBe(8)
  expect(all.rows[0]).toMatchObject({ fact: 'run-done', login: 'jane.doe@example.com' })
  expect(await ask('audit.list', { ...page, text: 'nobody' })).toMatchObject({ total: 0 })
  expect(await ask('audit.list', { ...page, procedure: 'revoke' })).toMatchObject({ total: 0 })
  expect(await ask('audit.verify', null)).toEqual({ intact: true, entries: 8, setBack: null })
  expect(await ask('audit.export', { format: 'csv', separator: 'semicolon' })).toEqual({
    file: chosen,
  })
  const text = await readFile(chosen ?? '', 'utf8')
  expect(text.trimEnd().split('\n')).toHaveLength(9)
  expect((await stat(chosen ?? '')).mode & 0o777).toBe(0o600)
})

test('what a key showed is saved where the operator says, where its template records it', async () => {
  const { end } = await runIssue(desk)
  const { issuanceId } = issuedIn(end)
  await expect(ask('issuances.save-attestation', { issuanceId })).rejects.toThrow(
    'attestation-not-kept',
  )
  expect(await ask('issuances.history', { issuanceId })).toMatchObject({ hasAttestation: false })
  const attestation = Uint8Array.of(0xa3)
  await desk.registry.issuances.update(issuanceId, { attestation })
  expect(await ask('issuances.history', { issuanceId })).toMatchObject({ hasAttestation: true })
  expect(await ask('issuances.save-attestation', { issuanceId })).toEqual({ file: chosen })
  const saved = JSON.parse(await readFile(chosen ?? '', 'utf8')) as object
  expect(saved).toMatchObject({ issuanceId, registration: { type: 'public-key' } })
  expect((await stat(chosen ?? '')).mode & 0o777).toBe(0o600)
})

test('whoever changes their mind in a dialog finds nothing written', async () => {
  chosen = null
  expect(await ask('audit.export', { format: 'jsonl' })).toEqual({ file: null })
  expect(await ask('registry.backup', null)).toEqual({ file: null })
  expect(await ask('papers.save-pdf', { paper: 'letter' })).toEqual({ file: null })
  expect(await ask('trust.add-roots', null)).toMatchObject({ roots: [] })
})

test('a backup goes over what the dialog said may be gone, and a PDF is the page', async () => {
  await writeFile(chosen ?? '', 'old')
  expect(await ask('registry.backup', null)).toEqual({ file: chosen })
  await (await openDatabase(chosen ?? '')).destroy()
  expect(await ask('papers.save-pdf', { paper: 'label' })).toEqual({ file: chosen })
  expect(await readFile(chosen ?? '', 'utf8')).toBe('%PDF-1.7')
})

test('where nothing can be written, that is said, and what was there is kept whole', async () => {
  chosen = join(folder, 'gone', 'file')
  const reply = {
    ok: false,
    cause: { code: 'file-not-written', file: chosen, reason: 'no-folder' },
  }
  expect(
    await desk.station.request('audit.export', { format: 'csv', separator: 'semicolon' }),
  ).toEqual(reply)
  expect(await desk.station.request('papers.save-pdf', { paper: 'letter' })).toEqual(reply)
  expect(await desk.station.request('registry.backup', null)).toMatchObject({
    cause: { code: 'file-not-written', file: chosen },
  })

  chosen = join(folder, 'there')
  await writeFile(chosen, 'old')
  await mkdir(`${chosen}.part/in the way`, { recursive: true })
  await expect(ask('papers.save-pdf', { paper: 'label' })).rejects.toThrow('file-not-written')
  expect(await readFile(chosen, 'utf8')).toBe('old')
})

test('nothing is written among the station’s own files, not even over a link', async () => {
  await writeFile(join(folder, 'own', 'registry.sqlite'), 'the registry')
  await symlink(join(folder, 'own'), join(folder, 'link'))
  for (const way of ['own', 'link']) {
    chosen = join(folder, way, 'registry.sqlite')
    expect(await desk.station.request('registry.backup', null)).toEqual({
      ok: false,
      cause: { code: 'file-not-written', file: chosen, reason: 'own-folder' },
    })
    await expect(ask('audit.export', { format: 'csv', separator: 'semicolon' })).rejects.toThrow(
      'file-not-written',
    )
  }
  expect(await readFile(chosen ?? '', 'utf8')).toBe('the registry')
})

test('roots are trusted from a file, and what is none is refused by its reason', async () => {
  expect(await ask('trust.read', null)).toEqual({
    roots: [],
    metadataRoots: [],
    metadata: null,
    problems: [],
  })
  await writeFile(chosen ?? '', 'no certificate')
  await expect(ask('trust.add-roots', null)).rejects.toThrow('trust-refused')
  await writeFile(chosen ?? '', key.attestationRoot)
  expect((await ask('trust.add-roots', null)).roots).toHaveLength(1)
  await expect(ask('trust.import-metadata', { url: 'http://example.com' })).rejects.toThrow(
    'trust-refused',
  )
})

test('what is trusted from now on stands in the journal', async () => {
  const makers = blobMakers()
  await writeFile(chosen ?? '', makers.root.certificate.toString())
  const names = [{ name: 'CN=Test metadata root', validTo: '2049-12-31T23:59:59.000Z' }]
  expect(await ask('trust.add-metadata-roots', null)).toMatchObject({
    roots: [],
    metadataRoots: names,
  })
  await ask('trust.add-roots', null)
  await writeFile(chosen ?? '', await makeBlob(makers, { nextUpdate: '2049-01-01' }))
  expect((await ask('trust.import-metadata', {})).metadata).toMatchObject({ number: 7 })
  const entries = await desk.registry.journal.list(10)
  expect(entries.map(({ fact: { fact, operator } }) => [fact, operator])).toEqual([
    ['metadata-imported', 'operator'],
    ['roots-added', 'operator'],
    ['metadata-roots-added', 'operator'],
  ])
})

test('groups that people can be put in are found by their beginning', async () => {
  const groups = await ask('groups.search', { text: 'Security' })
  expect(groups.map(({ name }) => name)).toContain('Security key holders')
})

test('the self-check tells what works, and what does not by its cause', async () => {
  const good = await ask('self-check.run', null)
  expect(good.map(({ name, state, found }) => [name, state, found])).toEqual([
    ['slots', 'ok', 1],
    ['key', 'ok', 'Keydesk virtual key'],
    ['connection', 'ok', desk.provider.host],
    ['provider', 'ok', desk.provider.host],
    ['registry', 'ok', null],
    ['rows', 'ok', null],
    ['key-store', 'ok', null],
    ['journal', 'ok', 0],
    ['trust', 'ok', 0],
  ])
  desk.double.faults.add({ kind: 'server-error', status: 503 })
  const items = await ask('self-check.run', null)
  expect(items.find(({ name }) => name === 'provider')).toMatchObject({
    state: 'problem',
    cause: { code: 'provider-outage' },
  })
})
