import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMemorySecrets } from '../../../src/main/secrets/key-file.ts'
import { createClaimant, type Claimant } from '../../../src/main/store/claimant.ts'
import { leaseMs } from '../../../src/main/store/claims.ts'
import { openRegistry, type Registry } from '../../../src/main/store/registry.ts'
import type { Act } from '../../../src/shared/records.ts'
import { draftOf } from '../../support/samples.ts'

let folder: string
let file: string
let now: number
const opened: Registry[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-claims-'))
  file = join(folder, 'registry.sqlite')
  now = 1000
})

afterEach(async () => {
  for (const registry of opened.splice(0)) await registry.close()
  await rm(folder, { recursive: true })
})

/** Another station at the same registry. */
async function openStation(claimant?: Claimant): Promise<Registry> {
  const registry = await openRegistry(file, createMemorySecrets(), () => now, claimant)
  opened.push(registry)
  return registry
}

/** A station on a machine of its own, of which nobody can know whether it still works. */
const elsewhere = (name: string): Claimant => ({ name, isGone: () => false, retire: () => {} })

const inUse = (station: string) => ({ reason: { code: 'issuance-in-use', station } })

/** A row that nobody works on: who made it has the first claim. */
async function createFree({ issuances, claims }: Registry, id: string): Promise<void> {
  await issuances.create(draftOf(id))
  await claims.release(id)
}

describe('a row that one station works on', () => {
  test('is that of who made it', async () => {
    const [one, other] = [await openStation(elsewhere('east:1:a')), await openStation()]
    await one.issuances.create(draftOf('i1'))
    await expect(other.claims.claim('i1')).rejects.toMatchObject(inUse('east'))
  })

  test('is refused to every other, until it is released', async () => {
    const [one, other] = [await openStation(elsewhere('east:1:a')), await openStation()]
    await createFree(one, 'i1')
    await one.claims.claim('i1')
    await one.claims.claim('i1')
    await expect(other.claims.claim('i1')).rejects.toMatchObject(inUse('east'))
    await expect(other.issuances.update('i1', { act: 'erasing' })).rejects.toMatchObject(
      inUse('east'),
    )
    await other.claims.release('i1')
    await expect(other.claims.renew('i1')).rejects.toMatchObject(inUse('east'))
    await one.claims.release('i1')
    await other.claims.claim('i1')
    await expect(one.issuances.update('i1', { act: 'erasing' })).rejects.toMatchObject(
      inUse(hostname()),
    )
    await expect(one.claims.claim('i2')).rejects.toMatchObject({
      reason: { code: 'issuance-not-found' },
    })
  })

  test('goes to exactly one of many that want it at once', async () => {
    const stations = await Promise.all(
      ['a:1:a', 'b:1:b', 'c:1:c', 'd:1:d'].map((name) => openStation(elsewhere(name))),
    )
    await createFree(await openStation(), 'i1')
    const claims = await Promise.allSettled(stations.map(({ claims: some }) => some.claim('i1')))
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('stays its own while it writes or renews, and not longer', async () => {
    const [one, other] = [
      await openStation(elsewhere('east:1:a')),
      await openStation(elsewhere('west:1:b')),
    ]
    await createFree(one, 'i1')
    await one.claims.claim('i1')
    for (const sign of ['update', 'renew']) {
      now += leaseMs - 1
      if (sign === 'renew') await one.claims.renew('i1')
      else await one.issuances.update('i1', { act: 'enrolling' })
      await expect(other.claims.claim('i1')).rejects.toMatchObject(inUse('east'))
    }
    expect(await other.claims.listAbandoned()).toEqual([])
    now += leaseMs
    expect(await other.claims.listAbandoned()).toMatchObject([{ id: 'i1' }])
    await other.claims.claim('i1')
    await expect(one.issuances.update('i1', { act: null })).rejects.toMatchObject(inUse('west'))
    await expect(one.claims.renew('i1')).rejects.toMatchObject(inUse('west'))
  })

  test('is not written to by others, nor is what was to be written with it', async () => {
    const [one, other] = [await openStation(elsewhere('east:1:a')), await openStation()]
    await one.issuances.create(draftOf('i1'))
    await createFree(one, 'i2')
    const both = (act: Act) => [['i2', { act }] as const, ['i1', { act }] as const]
    await expect(other.issuances.updateTogether(both('erasing'))).rejects.toMatchObject(
      inUse('east'),
    )
    expect(await other.issuances.find('i2')).toMatchObject({ act: null })
    await one.issuances.updateTogether(both('enrolling'))
    expect(await other.issuances.listUnfinished()).toHaveLength(2)
  })

  test('is abandoned where it is planned still and nobody has it any more', async () => {
    const [one, other] = [await openStation(elsewhere('east:1:a')), await openStation()]
    await one.issuances.createTogether([draftOf('i1'), draftOf('i2')])
    expect(await other.claims.listAbandoned()).toEqual([])
    await one.claims.release('i2')
    expect(await other.claims.listAbandoned()).toMatchObject([{ id: 'i2' }])
  })

  test('is free when its station closes', async () => {
    const one = await openRegistry(file, createMemorySecrets(), () => now)
    await createFree(one, 'i1')
    await one.claims.claim('i1')
    await one.close()
    const next = await openStation()
    await expect(next.claims.claim('i1')).resolves.toBeUndefined()
  })

  test('is free at once when the process of its station was killed', async () => {
    const one = await openStation()
    for (const id of ['i1', 'i2', 'i3']) await createFree(one, id)
    await one.claims.claim('i2')
    await one.issuances.update('i2', { act: 'creating' })
    const child = await startStation(file)
    await expect(one.claims.claim('i1')).rejects.toMatchObject(inUse(hostname()))
    expect(await one.claims.listAbandoned()).toEqual([])
    child.kill('SIGKILL')
    await once(child, 'exit')
    const other = await openStation()
    // What was claimed and planned, and what was in an act; not what a living station works on.
    expect((await other.claims.listAbandoned()).map(({ id }) => id).toSorted()).toEqual([
      'i1',
      'i3',
    ])
    await other.issuances.update('i3', { act: null })
    await other.claims.claim('i1')
  })
})

/** A station in a process of its own: it claims i1, announces an act for i3, and waits to be killed. */
async function startStation(path: string) {
  const source = join(import.meta.dirname, '../../../src/main')
  const script = `
    const { openRegistry } = await import('${source}/store/registry.ts')
    const { createMemorySecrets } = await import('${source}/secrets/key-file.ts')
    const registry = await openRegistry('${path}', createMemorySecrets(), () => 1000)
    await registry.claims.claim('i1')
    await registry.claims.claim('i3')
    await registry.issuances.update('i3', { act: 'registering' })
    console.log('claimed')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  return child
}

describe('a claimant', () => {
  test('is gone when its process is, or was another with the same number', () => {
    const [one, other] = [createClaimant(), createClaimant()]
    expect(one.isGone(other.name)).toBe(false)
    other.retire()
    expect(one.isGone(other.name)).toBe(true)
    expect(one.isGone(`${hostname()}:${process.pid}:before`)).toBe(true)
    expect(one.isGone(`${hostname()}:${process.ppid}:a`)).toBe(false)
    expect(one.isGone(`${hostname()}:4194305:a`)).toBe(true)
    expect(one.isGone('elsewhere:4194305:a')).toBe(false)
  })
})
