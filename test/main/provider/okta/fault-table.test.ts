import { afterAll, expect, test } from 'vitest'
import {
  ProviderError,
  type Ceremony,
  type NewCredential,
} from '../../../../src/main/provider/provider.ts'
import type { Person } from '../../../../src/shared/records.ts'
import type { Fault } from '../../../../src/simulator/okta/http/faults.ts'
import type { OktaDouble } from '../../../../src/simulator/okta/okta-double.ts'
import { setUp, type Setup } from './okta-double.ts'
import { createSoftKey, type SoftKey } from './soft-key.ts'

// Every operation meets every fault. A cell says what the double holds afterwards and what the caller
// was told; the two must agree: done once, or not done and said so.

interface Scene extends Setup {
  readonly jane: Person
  readonly key: SoftKey
  readonly ceremony: Ceremony
  readonly credential: NewCredential
  readonly groupId: string
}

interface Operation {
  /** Method and path of the request the fault hits. */
  readonly hits: { readonly method: string; readonly path: string }
  readonly prepare?: (scene: Scene) => Promise<unknown>
  readonly act: (scene: Scene, arm: () => void) => Promise<unknown>
  /** How often it was done, as the double tells; for reading, how often the right answer came. */
  readonly count: (scene: Scene, result: unknown) => number | Promise<number>
}

const factorsOfJane = ({ okta, jane }: Scene, status: string): number =>
  okta.records().factors.filter((f) => f.userId === jane.id && f.status === status).length
const statusOfJane = ({ okta, jane }: Scene): string =>
  okta.records().users.find(({ id }) => id === jane.id)?.status ?? ''
const reading = (result: unknown): number => (result === undefined ? 0 : 1)
const finish = ({ provider, ceremony, credential }: Scene): Promise<unknown> =>
  provider.finish(ceremony, credential)
const newcomer = {
  login: 'nora.newcomer@example.com',
  email: 'nora.newcomer@example.com',
  firstName: 'Nora',
  lastName: 'Newcomer',
} as const
const isMember = async (scene: Scene): Promise<boolean> => {
  const groups = await scene.provider.listGroupsOf(scene.jane.id)
  return groups.some(({ id }) => id === scene.groupId)
}

const operations: Record<string, Operation> = {
  searchPeople: {
    hits: { method: 'GET', path: '/api/v1/users' },
    act: ({ provider }) => provider.searchPeople('doe'),
    count: (_, found) => (Array.isArray(found) && found.length === 2 ? 1 : 0),
  },
  getPerson: {
    hits: { method: 'GET', path: '/api/v1/users/*' },
    act: ({ provider, jane }) => provider.getPerson(jane.id),
    count: (_, result) => reading(result),
  },
  begin: {
    hits: { method: 'POST', path: '/api/v1/users/*/factors' },
    prepare: ({ provider, jane, ceremony }) => provider.deleteFactor(jane.id, ceremony.factorId),
    act: ({ provider, jane }) => provider.begin(jane),
    count: (scene) => factorsOfJane(scene, 'PENDING_ACTIVATION'),
  },
  finish: {
    hits: { method: 'POST', path: '*/lifecycle/activate' },
    act: finish,
    count: (scene) => factorsOfJane(scene, 'ACTIVE'),
  },
  findFactor: {
    hits: { method: 'GET', path: '/api/v1/users/*/factors/*' },
    act: ({ provider, jane, ceremony }) => provider.findFactor(jane.id, ceremony.factorId),
    count: (_, result) => reading(result),
  },
  listPendingFactors: {
    hits: { method: 'GET', path: '/api/v1/users/*/factors' },
    act: ({ provider, jane }) => provider.listPendingFactors(jane.id),
    count: (_, found) => (Array.isArray(found) && found.length === 1 ? 1 : 0),
  },
  listFactors: {
    hits: { method: 'GET', path: '/api/v1/users/*/factors' },
    act: ({ provider, jane }) => provider.listFactors(jane.id),
    count: (_, found) => (Array.isArray(found) && found.length === 1 ? 1 : 0),
  },
  deleteFactor: {
    hits: { method: 'DELETE', path: '/api/v1/users/*/factors/*' },
    prepare: finish,
    act: ({ provider, jane, ceremony }) =>
      provider.deleteFactor(jane.id, ceremony.factorId).then(() => true),
    count: (scene) => 1 - factorsOfJane(scene, 'ACTIVE'),
  },
  'proveSignIn: challenge': {
    hits: { method: 'POST', path: '*/verify' },
    prepare: finish,
    act: ({ provider, jane, ceremony, key }) =>
      provider.proveSignIn(jane.id, ceremony.factorId, key.assert).then(() => true),
    count: (_, result) => reading(result),
  },
  'proveSignIn: answer': {
    hits: { method: 'POST', path: '*/verify' },
    prepare: finish,
    act: ({ provider, jane, ceremony, key, okta }, arm) => {
      okta.faults.clear()
      const late = (asked: Parameters<typeof key.assert>[0]): ReturnType<typeof key.assert> => {
        arm()
        return key.assert(asked)
      }
      return provider.proveSignIn(jane.id, ceremony.factorId, late).then(() => true)
    },
    count: (_, result) => reading(result),
  },
  suspendPerson: {
    hits: { method: 'POST', path: '*/lifecycle/suspend' },
    act: ({ provider, jane }) => provider.suspendPerson(jane.id).then(() => true),
    count: (scene) => (statusOfJane(scene) === 'SUSPENDED' ? 1 : 0),
  },
  unsuspendPerson: {
    hits: { method: 'POST', path: '*/lifecycle/unsuspend' },
    prepare: ({ provider, jane }) => provider.suspendPerson(jane.id),
    act: ({ provider, jane }) => provider.unsuspendPerson(jane.id).then(() => true),
    count: (scene) => (statusOfJane(scene) === 'ACTIVE' ? 1 : 0),
  },
  setProfileAttribute: {
    hits: { method: 'POST', path: '/api/v1/users/00u*' },
    act: ({ provider, jane }) =>
      provider.setProfileAttribute(jane.id, 'fido2KeyIssued', true).then(() => true),
    count: ({ okta, jane }) =>
      okta.records().users.find(({ id }) => id === jane.id)?.profile['fido2KeyIssued'] === true
        ? 1
        : 0,
  },
  'createPerson: staged': {
    hits: { method: 'POST', path: '/api/v1/users' },
    act: ({ provider }) => provider.createPerson({ ...newcomer, start: 'staged' }),
    count: ({ okta }) =>
      okta.records().users.filter(({ profile }) => profile['login'] === newcomer.login).length,
  },
  'createPerson: active': {
    hits: { method: 'POST', path: '/api/v1/users' },
    act: ({ provider }) => provider.createPerson({ ...newcomer, start: 'active' }),
    count: ({ okta }) =>
      okta.records().users.filter(({ profile }) => profile['login'] === newcomer.login).length,
  },
  searchGroups: {
    hits: { method: 'GET', path: '/api/v1/groups' },
    act: ({ provider }) => provider.searchGroups('Sec'),
    count: (_, found) => (Array.isArray(found) && found.length === 1 ? 1 : 0),
  },
  listGroupsOf: {
    hits: { method: 'GET', path: '/api/v1/users/*/groups' },
    act: ({ provider, jane }) => provider.listGroupsOf(jane.id),
    count: (_, found) => (Array.isArray(found) && found.length === 2 ? 1 : 0),
  },
  joinGroup: {
    hits: { method: 'PUT', path: '/api/v1/groups/*' },
    act: ({ provider, jane, groupId }) => provider.joinGroup(jane.id, groupId).then(() => true),
    count: async (scene) => ((await isMember(scene)) ? 1 : 0),
  },
  leaveGroup: {
    hits: { method: 'DELETE', path: '/api/v1/groups/*' },
    prepare: ({ provider, jane, groupId }) => provider.joinGroup(jane.id, groupId),
    act: ({ provider, jane, groupId }) => provider.leaveGroup(jane.id, groupId).then(() => true),
    count: async (scene) => ((await isMember(scene)) ? 0 : 1),
  },
  readEvents: {
    hits: { method: 'GET', path: '/api/v1/logs' },
    prepare: ({ provider, jane }) => provider.suspendPerson(jane.id),
    act: ({ provider, jane }) =>
      provider
        .readEvents(
          { since: Date.now() - 3_600_000, seen: [] },
          {
            personIds: new Set([jane.id]),
            factorIds: new Set(),
            groupIds: new Set(),
            ownRequestIds: new Set(),
          },
        )
        .then(({ hasMore }) => !hasMore),
    count: (_, isWhole) => (isWhole === true ? 1 : 0),
  },
}

type Kinds = Fault extends infer F ? Omit<F & object, 'method' | 'path'> : never
const faults: Record<string, Kinds & Partial<Fault>> = {
  none: { kind: 'page-size', size: 200 },
  '429 reset': { kind: 'rate-limit', resetInSeconds: 2, count: 1 },
  '429 bare': { kind: 'rate-limit', resetInSeconds: null, count: 1 },
  '429 many': { kind: 'concurrency', count: 1 },
  '500': { kind: 'server-error', status: 500, count: 1 },
  '503': { kind: 'server-error', status: 503, count: 1 },
  '503 for ever': { kind: 'server-error', status: 503 },
  '502 page': { kind: 'bad-gateway', count: 1 },
  '403 empty': { kind: 'insufficient-scope', count: 1 },
  silent: { kind: 'slow', delayMs: null, count: 1 },
  'drop before': { kind: 'drop', when: 'before-commit', count: 1 },
  'drop before, for ever': { kind: 'drop', when: 'before-commit' },
  'drop after': { kind: 'drop', when: 'after-commit', count: 1 },
  'drop after, for ever': { kind: 'drop', when: 'after-commit' },
  'clock +10 min': { kind: 'clock-skew', offsetMs: 600_000 },
  'clock -10 min': { kind: 'clock-skew', offsetMs: -600_000 },
  'nonce churn': { kind: 'nonce-churn' },
  'pages of 2': { kind: 'page-size', size: 2 },
}

const table: Record<string, Record<string, string>> = {}

async function play(operation: Operation, fault: Kinds & Partial<Fault>): Promise<string> {
  // Proofs and their time matter to two faults only; the others need no tokens.
  const isGeneral = fault.kind === 'clock-skew' || fault.kind === 'nonce-churn'
  const impatience: { fetch?: typeof fetch } = {}
  const setup = await setUp(
    isGeneral ? 'service-app' : 'token',
    {},
    {
      fetch: (...request) => (impatience.fetch ?? fetch)(...request),
    },
  )
  if (fault.kind === 'slow') impatience.fetch = giveUpOn(setup.okta)
  const { provider, okta } = setup
  const [jane] = await provider.searchPeople('jane.doe')
  const [group] = await provider.searchGroups('Security key holders')
  if (jane === undefined || group === undefined) throw new Error('the seed has changed')
  const ceremony = await provider.begin(jane)
  const key = createSoftKey()
  const credential = key.create(ceremony)
  const scene = { ...setup, jane, key, ceremony, credential, groupId: group.id }
  await operation.prepare?.(scene)
  const arm = (): void => {
    okta.faults.add({ ...(isGeneral ? {} : operation.hits), ...fault } as Fault)
  }
  arm()
  try {
    const result = await operation.act(scene, arm)
    okta.faults.clear()
    const count = await operation.count(scene, result)
    return count === 1 ? 'done once' : `SAID DONE, ${count} TIMES`
  } catch (error) {
    okta.faults.clear()
    if (!(error instanceof ProviderError)) throw error
    const count = await operation.count(scene, undefined)
    return count === 0 ? error.reason.code.replace('provider-', '') : `SAID NOT, ${count} TIMES`
  }
}

/** Hangs up on an answer that does not come, once the double has done what was asked. */
function giveUpOn(okta: OktaDouble): typeof fetch {
  return async (input, init) => {
    const before = okta.records().requests.length
    const hangUp = new AbortController()
    const watch = setInterval(() => {
      if (okta.records().requests.length === before) return
      clearInterval(watch)
      setTimeout(() => {
        hangUp.abort()
      }, 100)
    }, 10)
    const signals = [hangUp.signal, ...(init?.signal ? [init.signal] : [])]
    return fetch(input, { ...init, signal: AbortSignal.any(signals) }).finally(() => {
      clearInterval(watch)
    })
  }
}

const readings = new Set([
  'searchPeople',
  'getPerson',
  'findFactor',
  'listPendingFactors',
  'listFactors',
  'searchGroups',
  'listGroupsOf',
  'readEvents',
])

/** What must come of it. Whatever is not named here is done once. */
function expectedOf(name: string, fault: string): string {
  if (fault === '503 for ever') return 'outage'
  if (fault === '403 empty') return 'denied'
  if (fault === 'drop before, for ever') return 'unreachable'
  // Nothing tells a lost reading from one that failed; a change is looked up by another way.
  const isLookedUp = !readings.has(name) && name !== 'begin' && !name.startsWith('proveSignIn')
  if (fault === 'drop after, for ever' && !isLookedUp) return 'unreachable'
  // A 429 without headers may be the person's own budget of activations.
  if (name === 'finish' && fault === '429 bare') return 'rate-limited'
  if (name === 'finish' && fault === 'clock +10 min') return 'ceremony-rejected'
  // The log takes a token of its own, which no nonce lasts long enough for.
  if (name === 'readEvents' && fault === 'nonce churn') return 'sign-in-refused'
  return name === 'proveSignIn: answer' ? expectedOfProof(fault) : 'done once'
}

/** An answer to a challenge is given once; whether a lost one counted cannot be asked. */
function expectedOfProof(fault: string): string {
  if (fault === 'clock +10 min') return 'proof-failed'
  if (['500', '503', '502 page'].includes(fault)) return 'outage'
  return ['silent', 'drop before', 'drop after'].includes(fault) ? 'unreachable' : 'done once'
}

test.each(Object.entries(operations))('%s meets every fault', async (name, operation) => {
  const row = await Promise.all(
    Object.entries(faults).map(
      async ([fault, how]) => [fault, await play(operation, how)] as const,
    ),
  )
  table[name] = Object.fromEntries(row)
  expect(table[name]).toEqual(
    Object.fromEntries(row.map(([fault]) => [fault, expectedOf(name, fault)])),
  )
})

afterAll(() => {
  const short = (text: string): string => (text === 'done once' ? 'once' : text)
  const names = Object.keys(faults)
  const rows = Object.entries(table).map(([name, cells]) => [
    name,
    ...names.map((fault) => short(cells[fault] ?? '')),
  ])
  const all = [['operation', ...names], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const lines = all.map((row) => row.map((cell, at) => cell.padEnd(widths?.[at] ?? 0)).join(' | '))
  console.log(lines.join('\n'))
})
