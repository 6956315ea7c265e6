import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMemorySecrets } from '../../../../src/main/secrets/key-file.ts'
import { openDatabase } from '../../../../src/main/store/file/database.ts'
import { openRegistry, type Registry } from '../../../../src/main/store/registry.ts'
import { draftOf, jane, templateOf } from '../../../support/samples.ts'

let folder: string
let file: string
let registry: Registry

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-unreadable-'))
  file = join(folder, 'registry.sqlite')
  registry = await open()
})

afterEach(async () => {
  await registry.close()
  await rm(folder, { recursive: true })
})

const open = () => openRegistry(file, createMemorySecrets(), () => 1000)

/** Changes a column behind the station's back, by whatever can write SQLite. */
async function spoil(table: string, where: string, column: string, value: unknown): Promise<void> {
  const db = await openDatabase(file)
  await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${value}
    where ${sql.raw(where)}`.execute(db)
  await db.destroy()
}

const refusal = (table: string, id: string, column: string) => ({
  reason: { code: 'row-unreadable', table, id, column },
})
const everything = { text: '', states: [], sort: 'newest', offset: 0, limit: 10 } as const
const without = (name: string) => {
  const { [name as 'pin']: _, ...rest } = templateOf('walk-in')
  return JSON.stringify(rest)
}

describe('an issuance with one bad column', () => {
  beforeEach(async () => {
    for (const id of ['bad', 'good']) {
      await registry.issuances.create(draftOf(id))
      const key = { path: 'slot', product: 'Key', vendorId: 1, productId: 1, aaguid: 'model' }
      await registry.issuances.update(id, { state: 'active', act: 'erasing', key, keyIdentity: id })
      await registry.claims.release(id)
    }
  })

  test.each([
    ['template', 'no JSON'],
    ['template', 'null'],
    ['template', without('providerEvents')],
    ['template', JSON.stringify({ ...templateOf('walk-in'), erase: 'perhaps' })],
    ['state', 'lost'],
    ['act', 'dancing'],
    ['procedure', 'unknown'],
    ['on_key', ''],
    ['inactive_by', '{"means":"magic"}'],
    ['inactive_by', 'no JSON'],
    ['remarks', '[{"reason":"status"}]'],
    ['remarks', '{'],
    ['group_ids', '{}'],
    ['created_at', 'yesterday'],
    ['login', Buffer.from('jane')],
    ['sealed_pin', Buffer.from('pin')],
  ])('%s: %s costs that row alone, and is named', async (column, value) => {
    await spoil('issuances', "id = 'bad'", column, value)
    const { issuances, claims, unreadable } = registry
    const good = [expect.objectContaining({ id: 'good' })]
    expect(await issuances.listRecent(10)).toEqual(good)
    expect(await issuances.listUnfinished()).toEqual(good)
    expect(await claims.listAbandoned()).toEqual(good)
    expect((await issuances.page(everything)).rows).toEqual(good)
    const row = { code: 'row-unreadable', table: 'issuances', id: 'bad', column }
    expect(unreadable.list()).toEqual([row])
    await expect(issuances.find('bad')).rejects.toMatchObject({ reason: row })
    await registry.readEveryRow()
    expect(unreadable.list()).toEqual([row])
  })

  test('a key whose own row cannot be read is not taken for nobody’s', async () => {
    await spoil('issuances', "id = 'bad'", 'template', '')
    const { issuances } = registry
    await expect(issuances.listOnKey('bad')).rejects.toMatchObject(
      refusal('issuances', 'bad', 'template'),
    )
    expect(await issuances.listOnKey('good')).toHaveLength(1)
    expect(await issuances.listEverOnKey('bad')).toEqual([])
  })

  test('what else tells of it says so, too', async () => {
    await spoil('issuances', "id = 'bad'", 'remarks', '{')
    const { issuances } = registry
    await expect(issuances.remarksOf(['bad', 'good'])).rejects.toMatchObject(
      refusal('issuances', 'bad', 'remarks'),
    )
    expect(await issuances.remarksOf(['good'])).toEqual([])
    expect(await issuances.line('good')).toHaveLength(1)
    expect(await issuances.line('bad')).toEqual([])
  })
})

test('a bad version of a template costs that template, until it is saved anew', async () => {
  const { templates, unreadable } = registry
  await templates.seed([templateOf('walk-in'), templateOf('hand-over')])
  await templates.save(templateOf('walk-in'))
  await spoil('templates', "id = 'walk-in' and version = 2", 'body', '{}')
  expect((await templates.list()).map(({ id }) => id)).toEqual(['hand-over'])
  expect(unreadable.list()).toEqual([
    { code: 'row-unreadable', table: 'templates', id: 'walk-in 2', column: 'body' },
  ])
  await expect(templates.find('walk-in')).rejects.toMatchObject(
    refusal('templates', 'walk-in 2', 'body'),
  )
  expect(await templates.find('walk-in', 1)).toMatchObject({ version: 1 })
  expect(await templates.save(templateOf('walk-in'))).toMatchObject({ version: 3 })
  expect(await templates.list()).toHaveLength(2)
})

test('a bad key and a bad person cost themselves', async () => {
  const key = { path: 'slot', product: 'Key', vendorId: 1, productId: 1 }
  for (const identity of ['k1', 'k2']) await registry.keys.note({ key, identity })
  for (const id of ['p1', 'p2']) await registry.people.note({ ...jane, id }, 'okta')
  await spoil('keys', "identity = 'k1'", 'last_seen_at', 'now')
  await spoil('people', "person_id = 'p1'", 'status', 'SLEEPING')
  expect((await registry.keys.page(everything)).rows).toMatchObject([{ identity: 'k2' }])
  expect((await registry.people.page(everything)).rows).toMatchObject([{ id: 'p2' }])
  expect(registry.unreadable.list()).toEqual([
    { code: 'row-unreadable', table: 'keys', id: 'k1', column: 'last_seen_at' },
    { code: 'row-unreadable', table: 'people', id: 'okta/p1', column: 'status' },
  ])
})

describe('what happened at the provider', () => {
  const cursor = { since: 1, seen: ['e1'] }

  beforeEach(async () => {
    for (const id of ['i1', 'i2']) {
      const providerEvents = 'apply' as const
      const template = { ...templateOf('walk-in'), providerEvents }
      const person = { ...jane, id }
      await registry.issuances.create(draftOf(id, { person, template }))
      await registry.issuances.update(id, { state: 'active' })
      await registry.claims.release(id)
      const event = { at: 1, kind: 'person-suspended', proposal: 'inactivate', actor: 'admin' }
      await registry.proposals.take(
        [{ ...event, id: `e-${id}`, personId: id, factorId: null } as never],
        cursor,
      )
    }
  })

  test('a bad proposal is left out', async () => {
    await spoil('proposals', "issuance_id = 'i1'", 'proposal', 'explode')
    expect(await registry.proposals.listOpen()).toMatchObject([{ issuanceId: 'i2' }])
    expect(registry.unreadable.list()).toMatchObject([{ table: 'proposals', column: 'proposal' }])
  })

  test('nothing is applied by rule to an issuance that cannot be read, nor by a decision', async () => {
    await spoil('issuances', "id = 'i1'", 'template', '{')
    const open = await registry.proposals.listOpen()
    expect(new Map(open.map(({ issuanceId, rule }) => [issuanceId, rule]))).toEqual(
      new Map([
        ['i1', 'ask'],
        ['i2', 'apply'],
      ]),
    )
    const [proposal] = open.filter(({ issuanceId }) => issuanceId === 'i1')
    if (!proposal) throw new Error('no proposal')
    const change = () => ({ state: 'inactive' }) as const
    await expect(registry.proposals.decide(proposal, change)).rejects.toMatchObject(
      refusal('issuances', 'i1', 'template'),
    )
    expect(await registry.proposals.listOpen()).toHaveLength(2)
  })

  test('a place in the log that cannot be read is not taken for the beginning', async () => {
    await spoil('cursors', '1 = 1', 'value', '{"since":"then"}')
    await expect(registry.proposals.cursor()).rejects.toMatchObject(
      refusal('cursors', 'provider-events', 'value'),
    )
  })

  test('groups and means that cannot be read are nobody’s news', async () => {
    await spoil('issuances', "id = 'i1'", 'group_ids', '{')
    await spoil('issuances', "id = 'i1'", 'inactive_by', '{')
    await spoil('issuances', "id = 'i1'", 'state', 'inactive')
    expect((await registry.proposals.watch()).groupIds).toEqual(new Set())
    const event = { at: 2, kind: 'person-unsuspended', proposal: 'reactivate', actor: 'admin' }
    const back = { ...event, id: 'e-back', personId: 'i1', factorId: null } as never
    await registry.proposals.take([back], cursor)
    expect(await registry.proposals.listOpen()).toMatchObject([{ issuanceId: 'i2' }])
  })
})
