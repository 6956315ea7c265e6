import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMemorySecrets } from '../../../../../src/main/secrets/key-file.ts'
import { openDatabase } from '../../../../../src/main/store/file/database.ts'
import {
  checkpointPlace,
  leaveChosenCheckpoint,
} from '../../../../../src/main/store/journal/checkpoints/checkpoint-keeper.ts'
import { createHeadSigner } from '../../../../../src/main/store/journal/head-signer.ts'
import { Journal } from '../../../../../src/main/store/journal/journal.ts'
import { memoryWitness, type Witness } from '../../../../../src/main/store/journal/witness.ts'
import { SealedKeys } from '../../../../../src/main/store/sealing/sealed-keys.ts'
import { sampleFact } from '../../../../support/samples.ts'

let folder: string
let db: Awaited<ReturnType<typeof openDatabase>>
let witness: Witness
let journal: Journal
const secrets = createMemorySecrets()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-against-'))
  db = await openDatabase(':memory:')
  witness = memoryWitness()
  const openSigner = createHeadSigner(new SealedKeys(db, secrets, Date.now))
  journal = new Journal(db, { now: Date.now, openSigner, witness })
})
afterEach(async () => {
  await db.destroy()
  await rm(folder, { recursive: true })
})

async function write(entries: number): Promise<void> {
  for (let times = 0; times < entries; times++) await journal.append(sampleFact)
}

test('a journal that has not begun leaves nothing', async () => {
  expect(await journal.leaveCheckpoint(folder)).toBeNull()
  expect(await readdir(folder)).toEqual([])
})

test('what left the station is still there', async () => {
  await write(2)
  await journal.leaveCheckpoint(folder)
  await write(2)
  await journal.leaveCheckpoint(folder)
  expect(await journal.compareWith(folder)).toEqual({ compared: 2, takenBack: [], unsigned: [] })
})

test('registry and witness put back together are noticed by what left the station', async () => {
  await write(2)
  const [rows, heads, remembered] = [
    await db.selectFrom('audit').selectAll().execute(),
    await db.selectFrom('audit_head').selectAll().execute(),
    await witness.read(),
  ]
  await write(3)
  await journal.leaveCheckpoint(folder)
  await db.deleteFrom('audit').execute()
  await db.insertInto('audit').values(rows).execute()
  await db.deleteFrom('audit_head').execute()
  await db.insertInto('audit_head').values(heads).execute()
  if (remembered) await witness.remember(remembered)
  // Nothing on the station knows better.
  expect(await journal.verify()).toMatchObject({ intact: true, entries: 2 })
  expect(await journal.compareWith(folder)).toEqual({
    compared: 1,
    takenBack: [{ seq: 5, restoredAt: null }],
    unsigned: [],
  })
})

test('the folder that was chosen gets one, and a share that is away stops nothing', async () => {
  const own = join(folder, 'own')
  const place = checkpointPlace(own)
  expect(await place.read()).toBeNull()
  const out = join(folder, 'share')
  await place.choose(out)
  await write(1)
  const defects: string[] = []
  await leaveChosenCheckpoint(journal, place, (defect) => defects.push(defect))
  expect(await readdir(out)).toHaveLength(1)
  // A file is in the place of the folder.
  await place.choose(join(own, 'checkpoints.json'))
  await leaveChosenCheckpoint(journal, place, (defect) => defects.push(defect))
  expect(defects).toEqual(['A checkpoint of the journal could not be written'])
})
