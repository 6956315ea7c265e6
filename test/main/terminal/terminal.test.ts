import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodePin } from '../../../src/ctap2/index.ts'
import { causeOf } from '../../../src/main/desk/failure-of.ts'
import { readPinFile } from '../../../src/main/terminal/commands/pin-files.ts'
import { startOktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import { blobMakers, entryOf, makeBlob } from '../../support/mds-blob.ts'
import { station } from './at-terminal.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-terminal-'))
})

afterEach(() => rm(folder, { recursive: true }))

const jane = ['issue', '--person', 'jane.doe@example.com']

describe('issue --demo', () => {
  test('--json ends with the outcome, after the double told what it holds', async () => {
    const { status, objects } = await station([...jane, '--demo', '--json'])
    expect(status).toBe(0)
    const [record, outcome] = objects().slice(-2)
    expect(record).toMatchObject({ type: 'simulated-factor', status: 'ACTIVE' })
    expect(outcome).toMatchObject({
      type: 'outcome',
      user: { id: expect.stringMatching(/^00u/), login: 'jane.doe@example.com' },
      factorId: record?.['id'],
      credentialId: record?.['credentialId'],
      aaguid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(objects()[0]).toEqual({ type: 'activity', kind: 'working', step: 'find-person' })
  })

  test('prints each activity as a line, and says that it is simulated', async () => {
    const { printed, told } = await station([...jane, '--demo'])
    expect(printed[0]).toBe('Looking up the person')
    expect(printed.join('\n')).toContain('Issued to Jane Doe')
    expect(told.join('\n')).toContain('SIMULATED')
  })

  test('--pin-out writes the random PIN into a file only its owner can read', async () => {
    const file = join(folder, 'pin')
    const { status, printed } = await station([...jane, '--demo', '--json', '--pin-out', file])
    expect(status).toBe(0)
    const pin = await readFile(file, 'utf8')
    expect(pin).toMatch(/^\d{6}\n$/)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(printed.join('\n')).not.toContain(pin.trim())
  })

  test('--pin-out does not write over a file', async () => {
    const file = join(folder, 'pin')
    await writeFile(file, 'precious')
    expect(await station([...jane, '--demo', '--pin-out', file])).toMatchObject({ status: 2 })
    expect(await readFile(file, 'utf8')).toBe('precious')
  })

  test('without --pin-out the PIN is sealed, and handed over once', async () => {
    const issued = await station([...jane, '--demo', '--data', folder, '--json'])
    const issuanceId = String(issued.objects().at(-1)?.['issuanceId'])
    const file = join(folder, 'pin')
    const args = ['hand-over', issuanceId, '--demo', '--data', folder, '--pin-out', file]
    expect(await station(args)).toMatchObject({ status: 0 })
    expect(await readFile(file, 'utf8')).toMatch(/^\d{6}\n$/)
    await rm(file)
    expect(await station(args)).toMatchObject({ status: 1 })
    await expect(readFile(file)).rejects.toThrow()
  })

  test.each([
    ['--person', 'jane.doe@example.com'],
    ['--serial', '2001'],
  ])('the sealed PIN is handed over by %s', async (option, value) => {
    await station([...jane, '--demo', '--data', folder])
    const file = join(folder, 'pin')
    const args = ['hand-over', option, value, '--demo', '--data', folder, '--pin-out', file]
    expect(await station(args)).toMatchObject({ status: 0 })
    expect(await readFile(file, 'utf8')).toMatch(/^\d{6}\n$/)
    await rm(file)
    const again = await station([...args, '--json'])
    expect(again.objects()).toMatchObject([{ code: 'not-available', what: 'sealed-pin' }])
  })

  test('--pin-out leaves no file behind when nothing was issued', async () => {
    const file = join(folder, 'pin')
    const args = ['issue', '--person', 'nobody', '--demo', '--pin-out', file]
    expect(await station(args)).toMatchObject({ status: 1 })
    await expect(readFile(file)).rejects.toThrow()
  })

  // The third begins with a character, and the last holds one, whose bytes look like a line's end.
  test.each(['1234', 'Zoë🗝PIN', 'ੁ12345', 'PINĊ456'])(
    'a byte order mark is no part of the PIN %s, in UTF-8 and in UTF-16',
    async (pin) => {
      const file = join(folder, 'pin')
      const marked = `\ufeff${pin}\r\nnot this`
      for (const saved of [
        Buffer.from(marked),
        Buffer.from(marked, 'utf16le'),
        Buffer.from(marked, 'utf16le').swap16(),
        Buffer.from(`\ufeff${pin}`, 'utf16le'),
        Buffer.from(pin),
      ]) {
        await writeFile(file, saved)
        expect(await readPinFile(file)).toEqual(new TextEncoder().encode(pin))
      }
    },
  )

  test('half a pair of UTF-16 is no text, and no other PIN', async () => {
    const file = join(folder, 'pin')
    await writeFile(file, Buffer.from('\ufeff1234\ud83d56', 'utf16le'))
    expect(await readPinFile(file).then(encodePin).catch(causeOf)).toEqual({ code: 'pin-not-text' })
  })

  test.each([
    ['UTF-8 with a mark', 'utf8', 0],
    ['UTF-16 with a mark', 'utf16le', 0],
    ['UTF-16 without a mark', 'utf16le', 2],
  ] as const)('a template is read from a file in %s, or told why not', async (_n, as, status) => {
    const [template] = (
      await station(['templates', 'show', 'walk-in', '--demo', '--json'])
    ).objects()
    const file = join(folder, 'template.json')
    const mark = status === 0 ? '\ufeff' : ''
    await writeFile(file, Buffer.from(mark + JSON.stringify(template), as))
    const saved = await station(['templates', 'save', file, '--demo', '--json'])
    expect(saved.status).toBe(status)
    const told = status === 0 ? { id: 'walk-in' } : { code: 'file-not-read', reason: 'not-text' }
    expect(saved.objects()[0]).toMatchObject(told)
  })

  test('Ctrl+C stops the run where it is safe', async () => {
    const { status, objects } = await station([...jane, '--demo', '--json'], undefined, {
      interruptAt: 'check-key',
    })
    expect(status).toBe(130)
    expect(objects().at(-1)).toEqual({ type: 'cancelled', keyState: 'untouched' })
  })

  test('--pin-file gives the PIN, which nothing repeats', async () => {
    const file = join(folder, 'pin')
    await writeFile(file, 'marker-735194\r\nsecond line')
    const { status, printed, told } = await station([...jane, '--demo', '--pin-file', file])
    expect(status).toBe(0)
    expect([...printed, ...told].join('\n')).not.toContain('marker-735194')
  })

  test('a PIN too short in a file ends the run and says why', async () => {
    const file = join(folder, 'pin')
    await writeFile(file, '123')
    const { status, objects } = await station([...jane, '--demo', '--json', '--pin-file', file])
    expect(status).toBe(1)
    expect(objects().at(-1)).toEqual({
      type: 'failure',
      code: 'pin-too-short',
      minimum: 4,
      step: 'set-pin',
      keyState: 'untouched',
      act: null,
      requestId: null,
    })
  })

  test('a PIN typed twice, the second time right', async () => {
    const typed = ['246802', '246803', '246802', '246802']
    const { status } = await station([...jane, '--demo', '--template', 'walk-in'], typed)
    expect(status).toBe(0)
  })

  test('a wrong person: the code, and the state of the key', async () => {
    const { status, objects } = await station(['issue', '--person', 'x@y', '--demo', '--json'])
    expect(status).toBe(1)
    expect(objects().at(-1)).toMatchObject({
      type: 'failure',
      code: 'person-not-found',
      keyState: 'none',
    })
  })
})

describe('keys and check', () => {
  test('list and decode the simulated key', async () => {
    expect((await station(['keys', '--demo', '--json'])).objects()).toMatchObject([
      { type: 'key', product: 'Keydesk virtual key', serial: '2001' },
    ])
    const { status, objects } = await station(['check', '--demo', '--json'])
    expect(status).toBe(0)
    expect(objects()[0]).toMatchObject({ type: 'info', info: { options: { rk: true } } })
  })
})

describe('--connection', () => {
  test('a connection file of a double is a real connection', async () => {
    const double = await startOktaDouble()
    const file = join(folder, 'connection.json')
    await writeFile(file, JSON.stringify(double.connection))
    const args = [...jane, '--connection', file, '--data', folder, '--key', 'udp:127.0.0.1:9']
    const { status, objects } = await station([...args, '--json'])
    expect(status).toBe(1)
    expect(objects().at(-1)).toMatchObject({ type: 'failure', keyState: 'none' })
    expect(double.records().requests.map(({ path }) => path)).toContain('/oauth2/v1/token')
    await double.close()
  })

  test('without one, the station says what is missing', async () => {
    const { status, objects } = await station([...jane, '--data', folder, '--json'])
    expect(status).toBe(1)
    expect(objects()).toEqual([{ type: 'failure', code: 'provider-not-connected' }])
  })

  test('a broken file is named by its field, never by its value', async () => {
    const file = join(folder, 'connection.json')
    const auth = { kind: 'token', token: 'has spaces, so it is no token' }
    await writeFile(file, JSON.stringify({ orgUrl: 'https://acme.okta.com', auth }))
    const { printed, objects } = await station([
      ...jane,
      '--connection',
      file,
      '--data',
      folder,
      '--json',
    ])
    expect(objects()).toEqual([
      { type: 'failure', code: 'connection-invalid', field: 'auth.token' },
    ])
    expect(printed.join('')).not.toContain('spaces')
  })
})

describe('trust', () => {
  const factsIn = async (data: string) =>
    (await station(['audit', 'list', '--data', data, '--json'])).objects().map(({ fact }) => fact)

  test('a root for metadata is added, its list imported, and both are in the journal', async () => {
    const makers = blobMakers()
    const [root, blob] = [join(folder, 'root.pem'), join(folder, 'blob.jwt')]
    await writeFile(root, makers.root.certificate.toString())
    await writeFile(blob, await makeBlob(makers))
    const data = join(folder, 'data')
    const trust = (...words: string[]) => station(['trust', ...words, '--data', data, '--json'])
    expect((await trust('import-metadata', blob)).objects()).toMatchObject([
      { type: 'failure', code: 'trust-refused', reason: 'untrusted-chain' },
    ])
    expect((await trust('add-metadata-roots', root)).objects()).toMatchObject([
      { type: 'metadata-root', name: 'CN=Test metadata root' },
    ])
    expect((await trust('import-metadata', blob)).objects().at(-1)).toMatchObject({
      type: 'metadata',
      number: 7,
    })
    expect(await factsIn(data)).toEqual(['metadata-imported', 'metadata-roots-added'])
  })

  test('what the list says against a model is told with every key of it', async () => {
    const data = join(folder, 'data')
    const issued = await station([...jane, '--demo', '--json'])
    const aaguid = String(issued.objects().at(-1)?.['aaguid'])
    const makers = blobMakers()
    const entries = [entryOf(aaguid, { reports: [{ status: 'UPDATE_AVAILABLE' }] })]
    const [root, blob] = [join(folder, 'root.der'), join(folder, 'blob.jwt')]
    await writeFile(root, makers.root.certificate.raw)
    await writeFile(blob, await makeBlob(makers, { entries, nextUpdate: '2049-01-01' }))
    await station(['trust', 'add-metadata-roots', root, '--data', data])
    await station(['trust', 'import-metadata', blob, '--data', data])
    const remark = /^ {2}Remark +Its maker offers newer firmware for this model\.$/u
    const again = await station([...jane, '--demo', '--data', data])
    expect(again.printed).toContainEqual(expect.stringMatching(remark))
    const whose = await station(['whose', '--demo', '--data', data])
    expect(whose.printed).toContainEqual(expect.stringMatching(remark))
  })

  test('looking makes no registry', async () => {
    expect(await station(['trust', 'show', '--data', folder])).toMatchObject({ status: 0 })
    expect(await readdir(folder)).toEqual([])
  })
})

test('what a key showed when it was issued goes into a new file, and into no other', async () => {
  const data = ['--demo', '--data', folder, '--json']
  const [template] = (await station(['templates', 'show', 'hand-over', ...data])).objects()
  const saved = join(folder, 'template.json')
  await writeFile(saved, JSON.stringify({ ...template, attestation: 'record' }))
  await station(['templates', 'save', saved, ...data])
  const issued = await station([...jane, ...data])
  const issuanceId = String(issued.objects().at(-1)?.['issuanceId'])
  const file = join(folder, 'attestation.json')
  const exporting = (id: string, to = file) =>
    station(['issuances', id, '--attestation-out', to, ...data])
  expect((await exporting('none')).objects()).toMatchObject([{ code: 'issuance-not-found' }])
  expect(await exporting(issuanceId)).toMatchObject({ status: 0 })
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ issuanceId })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await exporting(issuanceId, saved)).toMatchObject({ status: 2 })
  const listed = await station(['audit', 'list', '--data', folder, '--json', '--limit', '1'])
  expect(listed.objects()).toMatchObject([{ fact: 'attestation-exported', issuanceId }])
})

describe('audit, backup, restore', () => {
  test('a kept demo has a journal that lists, verifies and exports', async () => {
    await station([...jane, '--demo', '--data', folder])
    const listed = await station(['audit', 'list', '--data', folder, '--json', '--limit', '1'])
    expect(listed.objects()).toMatchObject([{ type: 'entry', seq: 8, fact: 'run-done' }])
    const verified = await station(['audit', 'verify', '--data', folder])
    expect(verified.printed).toEqual(['Intact: 8 entries, signed to the last.'])
    const csv = ['--format', 'csv', '--separator', 'tab']
    const exported = await station(['audit', 'export', '--data', folder, ...csv])
    expect(exported.printed).toHaveLength(10)
    const out = join(folder, 'audit.jsonl')
    await station(['audit', 'export', '--data', folder, '--out', out])
    expect((await readFile(out, 'utf8')).trimEnd().split('\n')).toHaveLength(10)
  })

  test('a backup can be restored where it was made, for a reason', async () => {
    await station([...jane, '--demo', '--data', folder])
    const copy = join(folder, 'copy.sqlite')
    expect(await station(['backup', copy, '--data', folder])).toMatchObject({ status: 0 })
    await station(['audit', 'export', '--data', folder])
    const restore = ['restore', copy, '--data', folder, '--reason', 'a trial']
    const refused = await station([...restore, '--json'])
    expect(refused.objects()).toMatchObject([{ code: 'not-available', what: 'confirmation' }])
    expect(refused.told.join('\n')).toContain('Journal exported')
  })

  test('a backup is taken by another station only where that is said, without what was sealed', async () => {
    await station([...jane, '--demo', '--data', folder])
    const copy = join(folder, 'copy.sqlite')
    expect(await station(['backup', copy, '--data', folder])).toMatchObject({ status: 0 })
    const place = join(folder, 'another')
    const restore = ['restore', copy, '--data', place, '--reason', 'the desk moved']
    expect((await station([...restore, '--json'])).objects()).toMatchObject([
      { code: 'backup-unusable', reason: 'other-station' },
    ])
    expect(await station([...restore, '--from-another-station'])).toMatchObject({ status: 0 })
    expect(await station(['audit', 'verify', '--data', place])).toMatchObject({ status: 0 })
    const [entry] = (
      await station(['audit', 'list', '--data', place, '--json', '--limit', '1'])
    ).objects()
    expect(entry).toMatchObject({
      fact: 'registry-restored',
      detail: { kind: 'restore', reason: 'the desk moved', origin: expect.any(String) as string },
    })
  })

  test('looking makes no registry', async () => {
    expect(await station(['audit', 'list', '--data', folder])).toMatchObject({ status: 2 })
  })
})
