import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAccountFileSecrets } from '../../../../src/main/secrets/key-file.ts'
import { StationSecrets } from '../../../../src/main/secrets/station-secrets.ts'
import { createClaimant } from '../../../../src/main/store/claimant.ts'
import { openDatabase } from '../../../../src/main/store/file/database.ts'
import { joinRegistry, type JoinPlan } from '../../../../src/main/store/joining/join.ts'
import {
  genesis,
  type AuditFact,
  type JoinDetail,
} from '../../../../src/main/store/journal/entry.ts'
import { Journal } from '../../../../src/main/store/journal/journal.ts'
import { memoryWitness } from '../../../../src/main/store/journal/witness.ts'
import { openRegistry, type Registry } from '../../../../src/main/store/registry.ts'
import { draftOf, jane, sampleFact, templateOf } from '../../../support/samples.ts'

// For a hang, never for speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let folder: string
let now: number
const from = () => placeOf('terminal')
const into = () => placeOf('station')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-join-'))
  now = Date.UTC(2026, 10, 23, 7, 15, 42)
  for (const name of ['terminal', 'station']) await mkdir(join(folder, name))
})
afterEach(() => rm(folder, { recursive: true }))

/** As each command opens it: anew. */
function placeOf(name: string) {
  const directory = join(folder, name)
  const secrets = new StationSecrets(
    directory,
    createAccountFileSecrets(join(directory, 'terminal.key')),
  )
  return { file: join(directory, 'registry.sqlite'), secrets }
}

type Place = ReturnType<typeof placeOf>

async function at<T>({ file, secrets }: Place, work: (registry: Registry) => Promise<T>) {
  const registry = await openRegistry(file, secrets, () => now)
  try {
    return await work(registry)
  } finally {
    await registry.close()
  }
}

const factOf = (detail: JoinDetail): AuditFact => {
  return { ...sampleFact, fact: 'registry-joined', requestId: null, detail }
}

async function joinBoth(decide: (plan: JoinPlan) => boolean = () => true) {
  const order = { from: from(), into: into(), now: () => now, factOf }
  const besides = () => Promise.resolve()
  return await joinRegistry({ ...order, besides }, (plan) => Promise.resolve(decide(plan)))
}

const key = { path: '/1', vendorId: 1, productId: 2, product: 'Key' }
const text = (bytes: Uint8Array | null) => bytes && new TextDecoder().decode(bytes)

/** An issuance with everything sealed that can be. */
async function issue(registry: Registry, id: string, pin: string): Promise<void> {
  const bytes = (value: string) => new TextEncoder().encode(value)
  await registry.issuances.create(draftOf(id))
  await registry.issuances.update(id, {
    state: 'issued',
    pin: bytes(pin),
    held: bytes(`held ${id}`),
    attestation: bytes(`attestation ${id}`),
  })
  await registry.claims.release(id)
  await registry.journal.append({ ...sampleFact, issuanceId: id })
}

async function fillBoth(): Promise<void> {
  await at(from(), async (registry) => {
    await issue(registry, 'theirs', '271828')
    await registry.issuances.create(draftOf('unfinished'))
    await registry.issuances.update('unfinished', { act: 'setting-pin' })
    await registry.keys.note({ key: { ...key, serial: 'S1' }, identity: 'same' })
    await registry.keys.note({ key, identity: 'theirs' })
    await registry.people.note({ ...jane, email: 'old@example.com' }, 'acme.okta.com')
    await registry.people.note({ ...jane, id: '00u2' }, 'acme.okta.com')
    await registry.templates.seed([templateOf('walk-in'), templateOf('hand-over')])
    await registry.templates.save({ ...templateOf('walk-in'), alwaysUv: true })
    await registry.templates.save({ ...templateOf('walk-in'), id: 'only-there' })
  })
  now += 60_000
  await at(into(), async (registry) => {
    await issue(registry, 'ours', '314159')
    await registry.keys.note({ key: { ...key, firmware: '5.7' }, identity: 'same' })
    await registry.people.note(jane, 'acme.okta.com')
    await registry.templates.seed([templateOf('walk-in'), templateOf('hand-over')])
  })
  now += 60_000
}

/** What is in it, but for the sealing, which is another each time. */
async function contents({ file }: Place) {
  const db = await openDatabase(file)
  const rows = {
    issuances: await db.selectFrom('issuances').selectAll().orderBy('id').execute(),
    keys: await db.selectFrom('keys').selectAll().orderBy('identity').execute(),
    people: await db.selectFrom('people').selectAll().orderBy('id').execute(),
    templates: await db.selectFrom('templates').selectAll().orderBy('id').execute(),
    counts: await db.selectFrom('counts').selectAll().orderBy('name').execute(),
    audit: await db.selectFrom('audit').selectAll().orderBy('seq').execute(),
  }
  await db.destroy()
  return rows
}

async function demandCounted(place: Place): Promise<void> {
  const { issuances, keys, people, counts } = await contents(place)
  const counted = new Map<string, number>([
    ['keys', keys.length],
    ['people', people.length],
  ])
  for (const { state } of issuances) {
    counted.set(`issuances.${state}`, (counted.get(`issuances.${state}`) ?? 0) + 1)
  }
  const kept = counts.filter(({ rows }) => rows !== 0)
  expect(new Map(kept.map(({ name, rows }) => [name, rows]))).toEqual(counted)
}

describe('a registry that is taken into another', () => {
  test('is told first, and nothing is done where that is declined', async () => {
    await fillBoth()
    const before = await contents(into())
    const plans: JoinPlan[] = []
    expect(await joinBoth((plan) => plans.push(plan) === 0)).toBeUndefined()
    expect(plans).toEqual([{ issuances: 2, keys: 2, people: 2, templates: 3, entries: 1 }])
    expect(await contents(into())).toEqual(before)
    expect((await readdir(dirname(into().file))).filter((name) => /joined/.test(name))).toEqual([])
  })

  test('brings its issuances, and what is sealed in them opens here', async () => {
    await fillBoth()
    expect(await joinBoth()).toMatchObject({ issuances: 2 })
    await at(into(), async ({ issuances, claims }) => {
      expect(text(await issuances.openPin('theirs'))).toBe('271828')
      expect(text(await issuances.openHeld('theirs'))).toBe('held theirs')
      expect(text(await issuances.openAttestation('theirs'))).toBe('attestation theirs')
      expect(text(await issuances.openPin('ours'))).toBe('314159')
      expect(await claims.listAbandoned()).toMatchObject([{ id: 'unfinished', act: 'setting-pin' }])
    })
    await demandCounted(into())
  })

  test('makes one of a key and of a person that both know', async () => {
    await fillBoth()
    await joinBoth()
    const { keys, people } = await contents(into())
    expect(keys.map(({ identity }) => identity)).toEqual(['same', 'theirs'])
    expect(keys[0]).toMatchObject({ serial: 'S1', serial_folded: 's1', firmware: '5.7' })
    expect(keys[0]).toMatchObject({
      first_seen_at: now - 120_000,
      last_seen_at: now - 60_000,
    })
    expect(people.map(({ id }) => id)).toEqual(['acme.okta.com/00u1', 'acme.okta.com/00u2'])
    expect(people[0]?.email).toBe(jane.email)
  })

  test('leaves a template as it is here, and brings another of its id under a name of its own', async () => {
    await fillBoth()
    await joinBoth()
    const { templates } = await contents(into())
    expect(templates.map(({ id, version }) => `${id} ${version}`)).toEqual([
      'hand-over 1',
      'only-there 1',
      'walk-in 1',
      'walk-in-joined 1',
      'walk-in-joined 2',
    ])
    await at(into(), async (registry) => {
      expect(await registry.templates.find('walk-in')).toMatchObject({ alwaysUv: false })
      const { name } = templateOf('walk-in')
      expect(await registry.templates.find('walk-in-joined')).toMatchObject({
        id: 'walk-in-joined',
        name: `${name} (2)`,
        alwaysUv: true,
      })
    })
  })

  test('stands in the journal, which stays whole, and is kept with its own', async () => {
    await fillBoth()
    const detail = await joinBoth()
    const { audit } = await contents(from())
    const [last] = audit.slice(-1)
    await at(into(), async ({ journal }) => {
      expect(await journal.verify()).toMatchObject({ intact: true })
      expect(await journal.list(1)).toMatchObject([{ fact: { fact: 'registry-joined', detail } }])
    })
    expect(detail).toMatchObject({
      archive: 'joined-20261123-071742.sqlite',
      until: { seq: last?.seq, hash: last?.hash },
    })
    const archive = join(dirname(into().file), detail?.archive ?? '')
    expect((await stat(archive)).mode & 0o777).toBe(0o600)
    const db = await openDatabase(archive)
    const [head] = await db.selectFrom('audit_head').selectAll().execute()
    const publicKey = head?.public_key ?? ''
    const witness = memoryWitness()
    await witness.remember({ publicKey, seq: 0, hash: genesis })
    const signer = { publicKey: Buffer.from(publicKey, 'base64'), sign: () => new Uint8Array() }
    const edges = { now: Date.now, openSigner: () => Promise.resolve(signer), witness }
    expect(await new Journal(db, edges).verify()).toMatchObject({ intact: true })
    await db.destroy()
  })

  test('is joined again without any change', async () => {
    await fillBoth()
    const first = await joinBoth()
    const before = await contents(into())
    now += 60_000
    expect(await joinBoth()).toEqual(first)
    expect(await contents(into())).toEqual(before)
  })

  test('brings what was done in it after a join that was killed', async () => {
    await fillBoth()
    await joinBoth()
    now += 60_000
    await at(from(), async (registry) => {
      await registry.issuances.update('theirs', { state: 'active', pin: null })
      await registry.journal.append(sampleFact)
    })
    expect(await joinBoth()).toMatchObject({
      issuances: 0,
      archive: 'joined-20261123-071842.sqlite',
    })
    await at(into(), async ({ issuances, journal }) => {
      expect(await issuances.openPin('theirs')).toBeNull()
      expect(await issuances.find('theirs')).toMatchObject({ state: 'active' })
      expect(await journal.verify()).toMatchObject({ intact: true })
    })
    await demandCounted(into())
    expect((await contents(into())).templates).toHaveLength(5)
  })
})

describe('is refused, and both stay as they were', () => {
  test.each(['terminal', 'station'])('where the journal of the %s was changed', async (name) => {
    await fillBoth()
    const { file } = placeOf(name)
    const db = await openDatabase(file)
    await db.updateTable('audit').set({ body: '{}' }).execute()
    await db.destroy()
    await expect(joinBoth()).rejects.toMatchObject({ reason: { code: 'join-refused', file } })
  })

  test.each(['terminal', 'station'])('while somebody works on a row of the %s', async (name) => {
    await fillBoth()
    const db = await openDatabase(placeOf(name).file)
    const { name: claimed_by } = createClaimant()
    await db
      .updateTable('issuances')
      .set({ claimed_by, claimed_until: now + 1000 })
      .execute()
    await db.destroy()
    await expect(joinBoth()).rejects.toMatchObject({ reason: { code: 'issuance-in-use' } })
  })

  test('while the one to be taken in is open, and not while the other is', async () => {
    await fillBoth()
    await at(from(), async () => {
      await expect(joinBoth()).rejects.toMatchObject({ reason: 'locked' })
    })
    await at(into(), async () => {
      expect(await joinBoth()).toMatchObject({ issuances: 2 })
    })
  })

  test('where the terminal may not open the other', async () => {
    await fillBoth()
    await rm(join(folder, 'station', 'station-key.json'))
    await new StationSecrets(join(folder, 'station'), {
      ...createAccountFileSecrets(join(folder, 'store.key')),
      kind: 'operating-system',
    }).seal(new Uint8Array())
    await expect(joinBoth()).rejects.toMatchObject({ reason: { code: 'terminal-not-admitted' } })
  })
})
