import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Workplace } from '../../../../src/main/desk/facts.ts'
import { createMemorySecrets } from '../../../../src/main/secrets/key-file.ts'
import { withClaims } from '../../../../src/main/steps/settling/with-claims.ts'
import { leaseMs } from '../../../../src/main/store/claims.ts'
import { openRegistry } from '../../../../src/main/store/registry.ts'
import { draftOf } from '../../../support/samples.ts'

let folder: string
let now: number
let east: Workplace
let west: Workplace

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  folder = await mkdtemp(join(tmpdir(), 'keydesk-with-claims-'))
  now = 1000
  east = await openAt('east')
  west = await openAt('west')
  await east.registry.issuances.create(draftOf('i1'))
  await east.registry.issuances.update('i1', { act: 'enrolling' })
})

afterEach(async () => {
  vi.useRealTimers()
  for (const { registry } of [east, west]) await registry.close()
  await rm(folder, { recursive: true })
})

/** A station on a machine of its own: whether it still works, only its writes tell. */
async function openAt(stationName: string): Promise<Workplace> {
  const claimant = { name: `${stationName}:1:a`, isGone: () => false, retire: () => {} }
  const file = join(folder, 'registry.sqlite')
  const registry = await openRegistry(file, createMemorySecrets(), () => now, claimant)
  return { registry, operator: 'operator', stationName }
}

test('a question may stay open for as long as people want: the claims are renewed meanwhile', async () => {
  await withClaims(east, [{ id: 'i1' }], async () => {
    for (let minute = 0; minute < 60; minute++) {
      now += 60_000
      await vi.advanceTimersByTimeAsync(60_000)
      expect(await west.registry.claims.listAbandoned()).toEqual([])
    }
    const taken = west.registry.claims.claim('i1')
    await expect(taken).rejects.toMatchObject({ reason: { code: 'issuance-in-use' } })
  })
  expect(vi.getTimerCount()).toBe(0)
  await west.registry.claims.claim('i1')
})

test('what another station has brought to an end meanwhile is not written over', async () => {
  const work = withClaims(east, [{ id: 'i1' }], async () => {
    now += leaseMs
    expect(await west.registry.claims.listAbandoned()).toMatchObject([{ id: 'i1' }])
    await withClaims(west, [{ id: 'i1' }], () =>
      west.registry.issuances.update('i1', { act: null, state: 'expired' }),
    )
    await east.registry.issuances.update('i1', { act: 'erasing' })
  })
  await expect(work).rejects.toMatchObject({ reason: { code: 'issuance-taken-over' } })
  expect(await east.registry.issuances.find('i1')).toMatchObject({ act: null, state: 'expired' })
})

test('a row that is worked on here is not taken for left behind, however long that takes', async () => {
  await withClaims(east, [{ id: 'i1' }], async () => {
    now += leaseMs
    expect(await east.registry.claims.listAbandoned()).toEqual([])
  })
})
