import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createMemorySecrets } from '../../../src/main/secrets/key-file.ts'
import { defaultTemplates } from '../../../src/main/store/default-templates.ts'
import { openDatabase } from '../../../src/main/store/file/database.ts'
import { openRegistry } from '../../../src/main/store/registry.ts'
import { german } from '../../../src/shared/text/de/german.ts'
import { english } from '../../../src/shared/text/en/english.ts'
import { failureWords } from '../../../src/shared/text/failure-words.ts'
import { startOktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { agree } from '../../support/lifecycle.ts'
import { issuedIn, runIssue, runOrder, stationAt } from '../../support/test-station.ts'
import { station as terminal } from '../terminal/at-terminal.ts'

async function place() {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-unreadable-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return { folder, file: join(folder, 'registry.sqlite') }
}

async function change(file: string, id: string, columns: object): Promise<void> {
  const db = await openDatabase(file)
  await db.updateTable('issuances').set(columns).where('id', '=', id).execute()
  await db.destroy()
}

test('a station starts, recovers and issues beside a row that it cannot read, and names it', async () => {
  const { file } = await place()
  const double = await startOktaDouble()
  const secrets = createMemorySecrets()
  const key = new VirtualKey({ resetWindowMs: Number.POSITIVE_INFINITY })
  const openDesk = async () => {
    const registry = await openRegistry(file, secrets, Date.now)
    await registry.templates.seed(defaultTemplates)
    const release = () => Promise.resolve()
    return await stationAt({ double, registry, keys: new Map([['one', key]]), release })
  }
  const before = await openDesk()
  const people = ['jane.doe@example.com', 'john.doe@example.com']
  const issued: string[] = []
  for (const person of people) {
    const { end } = await runIssue(before, { person, answer: agree(), templateId: 'walk-in' })
    issued.push(issuedIn(end).issuanceId)
  }
  await before.close()
  const [bad = '', good = ''] = issued
  await change(file, bad, { act: 'deleting', template: '{"id":' })
  await change(file, good, { act: 'deleting' })

  const desk = await openDesk()
  onTestFinished(async () => {
    await desk.close()
    await double.close()
  })
  await desk.station.recovered
  const row = { code: 'row-unreadable', table: 'issuances', id: bad, column: 'template' } as const
  expect(desk.defects).toEqual([])
  expect(desk.station.snapshot()).toMatchObject({ unfinished: [], unreadable: [row] })
  expect(await desk.registry.issuances.find(good)).toMatchObject({ state: 'revoked', act: null })

  for (const request of ['issuances.history', 'pins.reveal'] as const) {
    const reply = await desk.station.request(request, { issuanceId: bad })
    expect(reply).toEqual({ ok: false, cause: row })
  }
  const { end } = await runOrder(desk, { procedure: 'revoke', issuanceId: bad })
  expect(end.activity).toMatchObject({ kind: 'failed', failure: { cause: row, keyState: 'none' } })
  const items = await desk.station.request('self-check.run', null)
  expect(items).toMatchObject({
    value: expect.arrayContaining([{ name: 'rows', state: 'problem', cause: row, found: null }]),
  })
  expect(failureWords(english, row).detail).toBe(
    `Of the issuance ${bad}, “template” is not as the station wrote it. Nothing was done with it.`,
  )
  expect(failureWords(german, row).detail).toContain('Damit wurde nichts getan.')
})

test('a terminal lists what it can, and tells of the rest beside it', async () => {
  const { folder, file } = await place()
  const args = ['--demo', '--data', folder]
  for (const person of ['jane.doe@example.com', 'john.doe@example.com']) {
    await terminal(['issue', '--person', person, ...args])
  }
  const listed = await terminal(['issuances', ...args, '--json'])
  const [, first] = listed.objects()
  await change(file, String(first?.['id']), { state: 'lost' })
  const { status, objects, told } = await terminal(['issuances', ...args, '--json'])
  expect(status).toBe(0)
  expect(objects()).toMatchObject([{ login: 'john.doe@example.com' }])
  const said = told.join('\n')
  expect(said).toContain(`Of the issuance ${String(first?.['id'])}, “state” is not as the station`)
  expect(said).toContain('station audit verify')
  const one = await terminal(['revoke', String(first?.['id']), ...args, '--yes', '--json'])
  expect(one.status).toBe(1)
  expect(one.objects().at(-1)).toMatchObject({ code: 'row-unreadable', column: 'state' })
})
