import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Kysely } from 'kysely'
import type { ProviderEvent } from '../../../../src/main/provider/provider.ts'
import type { Schema } from '../../../../src/main/store/schema.ts'
import type { ProviderEventKind, SecurityKey } from '../../../../src/shared/records.ts'
import { empty, engines, stationAt } from '../../../support/engines.ts'
import { checkPages } from '../../../support/page-check.ts'
import { draftOf, jane, sampleFact, templateOf } from '../../../support/samples.ts'

const key: SecurityKey = {
  path: '/dev/hidraw0',
  product: 'YubiKey 5 NFC',
  vendorId: 0x1050,
  productId: 0x0407,
  aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a',
  serial: '12345678',
}

describe.each(engines)('on $name', ({ open }) => {
  let db: Kysely<Schema>
  let now: number
  const clock = () => now

  beforeAll(async () => {
    db = await open()
  })

  beforeEach(async () => {
    now = 1000
    await empty(db)
  })

  afterAll(() => db.destroy())

  test('a row keeps what becomes known, and forgets what is null', async () => {
    const { issuances } = stationAt(db, { now: clock })
    await issuances.create(draftOf('i1', { bundleId: 'i0', formerId: 'f' }))
    now = 2000
    await issuances.update('i1', {
      state: 'inactive',
      act: 'inactivating',
      onKey: 'credential',
      inactiveBy: { means: 'leave-group', group: { id: '00g1', name: 'Keys' } },
      rpId: 'acme.okta.com',
      factorId: 'fwf1',
      credentialId: 'Y3JlZA',
      publicKey: 'cG',
      key,
      keyIdentity: '1050:12345678',
    })
    expect(await issuances.find('i1')).toMatchObject({
      state: 'inactive',
      bundleId: 'i0',
      formerId: 'f',
      onKey: 'credential',
      inactiveBy: { means: 'leave-group', group: { id: '00g1', name: 'Keys' } },
      keySerial: '12345678',
      keyProduct: 'YubiKey 5 NFC',
      template: templateOf('walk-in'),
      createdAt: 1000,
      updatedAt: 2000,
    })
    expect(await issuances.listUnfinished()).toHaveLength(1)
    const nothing = { act: null, inactiveBy: null, rpId: null, factorId: null, credentialId: null }
    await issuances.update('i1', { ...nothing, publicKey: null, formerId: null })
    expect(await issuances.find('i1')).toMatchObject({ ...nothing, formerId: null })
    expect(await issuances.listUnfinished()).toEqual([])
    await expect(issuances.update('i2', { act: null })).rejects.toMatchObject({
      reason: { code: 'issuance-not-found' },
    })
  })

  test('what is sealed opens in its own column alone, and is purged by null', async () => {
    const { issuances } = stationAt(db)
    await issuances.create(draftOf('i1'))
    const [pin, held, attestation] = [Buffer.from('pin'), Buffer.from('held'), Buffer.from('kept')]
    await issuances.update('i1', { pin, held, attestation })
    expect(await issuances.find('i1')).toMatchObject({ hasSealedPin: true, isHeld: true })
    expect(await issuances.openPin('i1')).toEqual(pin)
    expect(await issuances.openHeld('i1')).toEqual(held)
    expect(await issuances.openAttestation('i1')).toEqual(attestation)
    await db
      .updateTable('issuances')
      .set(({ ref }) => ({ sealed_held: ref('sealed_pin') }))
      .execute()
    await expect(issuances.openHeld('i1')).rejects.toThrow()
    await issuances.update('i1', { pin: null, held: null })
    expect(await issuances.find('i1')).toMatchObject({ hasSealedPin: false, isHeld: false })
    expect(await issuances.openPin('i1')).toBeNull()
    expect(await issuances.openAttestation('i1')).toEqual(attestation)
  })

  test('what is on a key, what ever was, and what a person holds', async () => {
    const { issuances } = stationAt(db, { now: clock })
    const states = ['revoked', 'active', 'expired', 'issued'] as const
    for (const [at, state] of states.entries()) {
      now = 1000 + at
      await issuances.create(draftOf(`i${at}`))
      await issuances.update(`i${at}`, { state, keyIdentity: 'k', key, credentialId: `c${at}` })
    }
    const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
    expect(ids(await issuances.listOnKey('k'))).toEqual(['i3', 'i1'])
    expect(await issuances.listOnKey(null)).toEqual([])
    expect(ids(await issuances.listEverOnKey('k'))).toEqual(['i3', 'i2', 'i1', 'i0'])
    expect(ids(await issuances.listOfPerson('00u1', 'acme.okta.com'))).toEqual(['i3', 'i1'])
    expect(await issuances.listOfPerson('00u1', 'other.okta.com')).toEqual([])
    expect(await issuances.findByCredentialId('c2')).toMatchObject({ id: 'i2' })
    expect(await issuances.findByCredentialId('c')).toBeNull()
    await issuances.update('i1', { keyIdentity: null })
    expect(ids(await issuances.listWithoutIdentity(key.aaguid ?? ''))).toEqual(['i1'])
    for (const id of ['i0', 'i2']) await issuances.update(id, { factorId: `f-${id}` })
    const factors = await issuances.listFactorIds('00u1', 'acme.okta.com')
    expect(factors.toSorted()).toEqual(['f-i0', 'f-i2'])
    expect(await issuances.listFactorIds('00u1', 'other.okta.com')).toEqual([])
  })

  test('what a reset revoked and did not erase, with what was issued in one go with it', async () => {
    const { issuances } = stationAt(db, { now: clock })
    const drafts = { a: 'a', b: 'a', other: 'other' }
    for (const [id, bundleId] of Object.entries(drafts)) {
      now += 1
      await issuances.create({ ...draftOf(id), bundleId })
      await issuances.update(id, { state: 'revoked', keyIdentity: 'k', key, onKey: 'credential' })
    }
    const aaguid = key.aaguid ?? ''
    expect(await issuances.listGivenUp('k', aaguid)).toEqual([])
    await issuances.create({ ...draftOf('later'), procedure: 'reset-pin', formerId: 'a' })
    const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
    expect(ids(await issuances.listGivenUp('k', aaguid))).toEqual(['b', 'a'])
    expect(await issuances.listGivenUp(null, aaguid)).toEqual([])
    await issuances.update('a', { keyIdentity: null })
    await issuances.update('b', { onKey: 'wiped' })
    expect(ids(await issuances.listGivenUp(null, aaguid))).toEqual(['a'])
    expect(await issuances.listGivenUp('k', aaguid)).toEqual([])
  })

  test('a bundle, and the line of those that took each other’s place', async () => {
    const { issuances } = stationAt(db, { now: clock })
    const formers = { a: null, b: 'a', c: 'b', d: 'b', other: null }
    for (const [id, formerId] of Object.entries(formers)) {
      now += 1
      await issuances.create(draftOf(id, { formerId, bundleId: id === 'd' ? 'c' : id }))
    }
    for (const id of ['a', 'b', 'd']) {
      const line = await issuances.line(id)
      expect(line.map((one) => one.id)).toEqual(['a', 'b', 'c', 'd'])
    }
    expect((await issuances.listBundle('c')).map(({ id }) => id)).toEqual(['c', 'd'])
    await issuances.update('a', { formerId: 'd' })
    expect(await issuances.line('a')).toHaveLength(4)
    expect(await issuances.line('nobody')).toEqual([])
  })

  test('what is issued in one go has the first one first, however they are called', async () => {
    const { issuances } = stationAt(db, { now: clock })
    const bundle = ['m', 'a', 'z'].map((id) => draftOf(id, { bundleId: 'm' }))
    await issuances.createTogether(bundle)
    expect((await issuances.listBundle('m')).map(({ id }) => id)).toEqual(['m', 'a', 'z'])
  })

  test('pages are what looking through everything finds', async () => {
    await expect(checkPages(db)).resolves.toBeUndefined()
  })

  test('keys and people as they were seen last', async () => {
    const { keys, people } = stationAt(db, { now: clock })
    const { aaguid: _, ...unopened } = key
    await keys.note({ key, identity: 'k' })
    await people.note(jane, 'acme.okta.com')
    now = 2000
    await keys.note({ key: { ...unopened, firmware: '5.7.1' }, identity: 'k' })
    await people.note({ ...jane, lastName: 'Höß', status: 'SUSPENDED' }, 'acme.okta.com')
    await people.note(jane, 'other.okta.com')
    const all = { text: '', states: [], sort: 'newest', offset: 0, limit: 10 } as const
    expect(await keys.page(all)).toEqual({
      rows: [
        {
          identity: 'k',
          product: 'YubiKey 5 NFC',
          aaguid: key.aaguid,
          serial: '12345678',
          firmware: '5.7.1',
          firstSeenAt: 1000,
          lastSeenAt: 2000,
        },
      ],
      total: 1,
    })
    expect(await people.page({ ...all, text: 'HOß' })).toEqual({
      rows: [
        {
          ...jane,
          lastName: 'Höß',
          status: 'SUSPENDED',
          provider: 'acme.okta.com',
          lastSeenAt: 2000,
        },
      ],
      total: 1,
    })
    expect(await people.page(all)).toMatchObject({ total: 2 })
    expect(await keys.page({ ...all, text: '1234' })).toMatchObject({ total: 1 })
    expect(await keys.page({ ...all, text: '2fc0579f' })).toMatchObject({ total: 1 })
  })

  test('templates: every change a version, retired and back again', async () => {
    const { templates } = stationAt(db, { now: clock })
    const [walkIn, handOver] = [templateOf('walk-in'), templateOf('hand-over')]
    await templates.seed([walkIn, handOver])
    await templates.seed([{ ...walkIn, id: 'late' }])
    now = 2000
    expect(await templates.save({ ...walkIn, name: 'Desk' })).toMatchObject({ version: 2 })
    expect(await templates.list()).toEqual([{ ...walkIn, version: 2, name: 'Desk' }, handOver])
    expect(await templates.find('walk-in', 1)).toEqual(walkIn)
    expect(await templates.find('walk-in')).toMatchObject({ version: 2 })
    expect(await templates.retire('walk-in')).toBe(true)
    expect(await templates.retire('walk-in')).toBe(false)
    expect(await templates.list()).toEqual([handOver])
    expect(await templates.find('walk-in')).toMatchObject({ version: 2 })
    expect(await templates.save(walkIn)).toMatchObject({ version: 3 })
    expect((await templates.list()).map(({ id }) => id)).toEqual(['walk-in', 'hand-over'])
    expect(await templates.find('nothing')).toBeNull()
  })

  test('activations: each person’s at each provider, for every station, and what is over is forgotten', async () => {
    const [here, there] = [stationAt(db).activations, stationAt(db).activations]
    const jane = { provider: 'acme.okta.com', personId: '00u1' }
    const others = [
      { provider: 'other.okta.com', personId: '00u1' },
      { provider: 'acme.okta.com', personId: '00u2' },
    ]
    const add = (time: number) => (sentAt: readonly number[]) => [...sentAt, time]
    const [first, last] = [1_790_000_000_000, 1_790_000_300_000]
    expect(await here.change(jane, 0, add(last))).toEqual([last])
    expect(await there.change(jane, 0, add(first))).toEqual([last, first])
    for (const other of others) expect(await here.change(other, 0, add(first))).toEqual([first])
    const at = await Promise.all([here.change(jane, 0, add(1)), there.change(jane, 0, add(2))])
    expect(at[1]).toEqual([1, first, last, 2])
    expect(await here.change(jane, first, (sentAt) => sentAt)).toEqual([last])
    expect(await db.selectFrom('activations').select('sent_at').execute()).toHaveLength(1)
    const failure = new Error('not changed')
    await expect(
      there.change(jane, last, () => {
        throw failure
      }),
    ).rejects.toBe(failure)
    expect(await there.change(jane, 0, (sentAt) => sentAt)).toEqual([last])
  })

  test('what to watch at the provider: live people, factors, groups, and our own requests', async () => {
    const { issuances, proposals, journal } = stationAt(db, { now: clock })
    const group = { id: '00g1', name: 'Gate' }
    const activation = { when: 'hand-over', gate: 'group', group } as const
    const inactive = { means: 'leave-group', group: { id: '00g2', name: 'Keys' } } as const
    const template = { ...templateOf('hand-over'), activation, inactive }
    await issuances.create(draftOf('i1', { template }))
    expect((await proposals.watch()).groupIds).toEqual(new Set())
    await issuances.update('i1', { state: 'issued', factorId: 'fwf1' })
    await journal.append({ ...sampleFact, requestId: 'own' })
    expect(await proposals.watch()).toEqual({
      personIds: new Set(['00u1']),
      factorIds: new Set(['fwf1']),
      groupIds: new Set(['00g1', '00g2']),
      ownRequestIds: new Set(['own']),
    })
    now += 4 * 24 * 3_600_000
    expect((await proposals.watch()).ownRequestIds).toEqual(new Set())
  })

  /** A station with an active issuance of which the provider told that its person is suspended. */
  async function withProposal() {
    const station = stationAt(db, { now: clock })
    await station.issuances.create(draftOf('i1'))
    await station.issuances.update('i1', { state: 'active', factorId: 'fwf1' })
    await station.claims.release('i1')
    const [at, personId, actor] = [1, '00u1', 'admin']
    const kind = 'person-suspended'
    const event = { id: 'e1', at, kind, proposal: 'inactivate', personId, factorId: null, actor }
    const cursor = { since: 1, seen: ['e1'] }
    await station.proposals.take([event as never], cursor)
    await station.proposals.take([event as never], cursor)
    expect(await station.proposals.cursor()).toEqual(cursor)
    const [proposal, ...others] = await station.proposals.listOpen()
    expect(others).toEqual([])
    if (!proposal) throw new Error('no proposal')
    return { ...station, proposal }
  }

  const inactiveBy = { means: 'suspend-person' } as const
  const inactivate = () => ({ state: 'inactive', inactiveBy }) as const

  test('an event becomes a proposal once, and the row moves with the decision', async () => {
    const { issuances, proposals, proposal } = await withProposal()
    now = 2000
    expect(await proposals.decide(proposal, inactivate)).toBe(true)
    expect(await issuances.find('i1')).toMatchObject({ ...inactivate(), updatedAt: 2000 })
    expect(await proposals.listOpen()).toEqual([])
    await expect(proposals.decide(proposal, null)).rejects.toMatchObject({
      reason: { code: 'not-available' },
    })
    const page = { text: '', sort: 'newest', offset: 0, limit: 1 } as const
    expect(await issuances.page({ ...page, states: ['inactive'] })).toMatchObject({ total: 1 })
  })

  test('what is no news any more is dismissed, and changes nothing', async () => {
    const { issuances, proposals, proposal } = await withProposal()
    await issuances.update('i1', { state: 'revoked' })
    expect(await proposals.decide(proposal, inactivate)).toBe(false)
    expect(await issuances.find('i1')).toMatchObject({ state: 'revoked', inactiveBy: null })
    expect(await proposals.listOpen()).toEqual([])
  })

  test('a row that somebody works on is not moved by a proposal, which stays open', async () => {
    const { issuances, claims, proposals, proposal } = await withProposal()
    const claimant = { name: 'east:1:a', isGone: () => false, retire: () => {} }
    const other = stationAt(db, { now: clock, claimant })
    const inUse = { reason: { code: 'issuance-in-use' } }
    for (const worker of [other.claims, claims]) {
      await worker.claim('i1')
      await expect(proposals.decide(proposal, inactivate)).rejects.toMatchObject(inUse)
      expect(await issuances.find('i1')).toMatchObject({ state: 'active', inactiveBy: null })
      expect(await proposals.listOpen()).toHaveLength(1)
      await worker.release('i1')
    }
    await claims.claim('i1')
    expect(await proposals.decide(proposal, null)).toBe(false)
    expect(await proposals.listOpen()).toEqual([])
  })

  test('whom an event is news about', async () => {
    const { issuances, proposals } = stationAt(db, { now: clock })
    const rows = {
      active: { state: 'active', factorId: 'fwf1' },
      suspended: { state: 'inactive', factorId: 'fwf2', inactiveBy: { means: 'suspend-person' } },
      elsewhere: { state: 'inactive', factorId: 'fwf3', inactiveBy: null },
      ended: { state: 'revoked', factorId: 'fwf4' },
    } as const
    for (const [id, changes] of Object.entries(rows)) {
      now += 1
      await issuances.create(draftOf(id))
      await issuances.update(id, changes)
    }
    let events = 0
    const after = async (kind: ProviderEventKind, of: Partial<ProviderEvent> = {}) => {
      events += 1
      const event = {
        id: `n${events}`,
        at: events,
        kind,
        about: 'person' as const,
        proposal: 'review' as const,
        personId: '00u1',
        factorId: null,
        groupId: null,
        actor: '',
        requestId: null,
      }
      await proposals.take([{ ...event, ...of }], { since: events, seen: [] })
      const open = await proposals.listOpen()
      for (const one of open) await proposals.decide(one, null)
      return open.map(({ issuanceId }) => issuanceId)
    }
    expect(await after('person-suspended')).toEqual(['active'])
    expect(await after('person-unsuspended')).toEqual(['suspended'])
    expect(await after('factor-unsuspended')).toEqual(['elsewhere'])
    expect(await after('factor-suspended', { factorId: 'fwf1' })).toEqual(['active'])
    expect(await after('person-deleted')).toHaveLength(3)
    expect(await after('factor-added', { factorId: 'fwf9' })).toEqual(['elsewhere'])
    expect(await after('factor-added', { factorId: 'fwf4' })).toEqual([])
    expect(await after('factor-added', { personId: '00u2', factorId: 'fwf9' })).toEqual([])
    expect(await after('authenticator-off', { personId: null })).toEqual([null])
  })

  test('the journal: chained, signed, and read by issuance, fact and text', async () => {
    const { journal } = stationAt(db, { now: clock })
    for (let at = 1; at <= 6; at++) {
      const fact = at % 2 === 0 ? 'pin-set' : 'run-done'
      await journal.append({ ...sampleFact, fact, issuanceId: `i${at % 3}`, login: `Löw${at}` })
    }
    expect(await journal.verify()).toEqual({ intact: true, entries: 6, setBack: null })
    const seqs = (rows: readonly { seq: number }[]) => rows.map(({ seq }) => seq)
    expect(seqs(await journal.listOf(['i1', 'i2'], 3))).toEqual([5, 4, 2])
    expect(await journal.listOf([], 3)).toEqual([])
    const part = { offset: 0, limit: 2 }
    expect(seqs((await journal.page(part)).rows)).toEqual([6, 5])
    expect(await journal.page({ ...part, fact: 'run-done' })).toMatchObject({
      rows: [{ seq: 5 }, { seq: 3 }],
      total: 3,
    })
    expect(await journal.page({ ...part, text: 'low4' })).toMatchObject({ rows: [{ seq: 4 }] })
    expect(await journal.page({ ...part, procedure: 'revoke' })).toEqual({ rows: [], total: 0 })
    await db.updateTable('audit').set({ login_folded: 'x' }).where('seq', '=', 2).execute()
    expect(await journal.verify()).toEqual({ intact: false, seq: 2, fault: 'entry' })
  })
})
