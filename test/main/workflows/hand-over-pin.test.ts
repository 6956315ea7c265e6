import { expect, test } from 'vitest'
import {
  changeTemplate,
  facts,
  issue,
  openTestDesk,
  recoverAt,
  rowOf,
  type TestDesk,
} from '../../support/lifecycle.ts'

let desk: TestDesk

const handOver = (issuanceId: string) => desk.station.request('pins.hand-over', { issuanceId })
const active = { state: 'active', act: null, hasSealedPin: false }

/** Issues a key behind its sealed PIN, whose holder joins a group when the gate opens. */
async function issueForGroup() {
  desk = await openTestDesk()
  const [group] = await desk.provider.searchGroups('Security key holders')
  const groups = group ? [{ id: group.id, name: group.name }] : []
  expect(groups).toHaveLength(1)
  await changeTemplate(desk, 'hand-over', { groups })
  return await issue(desk)
}

test('the PIN is purged, and the gate that it was is open', async () => {
  const { id } = await issueForGroup()
  expect(await handOver(id)).toMatchObject({ ok: true })
  expect(await rowOf(desk, id)).toMatchObject(active)
  expect((await facts(desk)).slice(-3)).toEqual([
    'pin-handed-over',
    'group-joined',
    'issuance-activated',
  ])
  expect(await handOver(id)).toMatchObject({ cause: { code: 'not-available' } })
})

test('killed when the PIN was purged: the row says so, and the next start opens the gate', async () => {
  const { id } = await issueForGroup()
  // The one commit that comes before everything else of it.
  await desk.registry.issuances.update(id, { act: 'handing-over', pin: null })
  await recoverAt(desk)
  expect(await rowOf(desk, id)).toMatchObject(active)
  expect((await facts(desk)).slice(-4)).toEqual([
    'pin-handed-over',
    'group-joined',
    'issuance-activated',
    'issuance-settled',
  ])
})

test('where Okta is away meanwhile, the hand-over is listed, and finished when it is back', async () => {
  const { id } = await issueForGroup()
  desk.double.faults.add({ kind: 'server-error', status: 503, path: '*/groups/*' })
  expect(await handOver(id)).toMatchObject({ ok: false })
  const row = await rowOf(desk, id)
  expect(row).toMatchObject({ state: 'issued', act: 'activating', hasSealedPin: false })
  expect(desk.station.snapshot().unfinished).toMatchObject([{ id }])
  desk.double.faults.clear()
  await recoverAt(desk)
  expect(await rowOf(desk, id)).toMatchObject(active)
})

test('both credentials of a key with one PIN come alive, after a kill too', async () => {
  desk = await openTestDesk({ origins: 'every' }, 'login.example.com')
  const { id, bundleId } = await issue(desk)
  const bundle = () => desk.registry.issuances.listBundle(bundleId)
  const [first, second] = await bundle()
  expect([first?.hasSealedPin, second?.hasSealedPin].filter(Boolean)).toHaveLength(1)
  const other = first?.id === id ? second : first
  await desk.registry.issuances.updateTogether([
    [id, { act: 'handing-over', pin: null }],
    [other?.id ?? '', { act: 'activating' }],
  ])
  await recoverAt(desk)
  expect(await bundle()).toMatchObject([active, active])
})

test('what a row was interrupted in comes first: its PIN is neither shown nor handed over', async () => {
  const { id } = await issueForGroup()
  await desk.registry.issuances.update(id, { act: 'deleting' })
  const refused = { ok: false, cause: { code: 'still-uncertain', act: 'deleting' } }
  expect(await desk.station.request('pins.reveal', { issuanceId: id })).toMatchObject(refused)
  expect(await handOver(id)).toMatchObject(refused)
  expect(await rowOf(desk, id)).toMatchObject({ act: 'deleting', hasSealedPin: true })
})
