import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { Authenticator, makeCredential } from '../../../src/ctap2/index.ts'
import type { Person } from '../../../src/shared/records.ts'
import type { Order, Question } from '../../../src/shared/run.ts'
import { encodeMemory } from '../../../src/simulator/virtual-key/memory-format.ts'
import { fido20Profile } from '../../../src/simulator/virtual-key/profile.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { openVirtualKey } from '../../support/key-port.ts'
import {
  agree,
  changeTemplate,
  facts,
  factorsOfJane,
  issue,
  openTestDesk,
  rowOf,
  run,
  type TestDesk,
} from '../../support/lifecycle.ts'
import { issuedIn, openTestStation, runIssue, type Script } from '../../support/test-station.ts'

let desk: TestDesk

beforeEach(async () => {
  desk = await openTestDesk()
})

const memoryOf = (key: VirtualKey): string => Buffer.from(encodeMemory(key.memory)).toString('hex')

const pendingFactors = () =>
  desk.double.records().factors.filter(({ status }) => status === 'PENDING_ACTIVATION')

const refuseToBegin = (): void =>
  desk.double.faults.add({ kind: 'insufficient-scope', method: 'POST', path: '*/factors' })

const refuseToDelete = (): void =>
  desk.double.faults.add({ kind: 'insufficient-scope', method: 'DELETE', path: '*/factors/*' })

const tenfold = () =>
  desk.double.records().factors.filter(({ login }) => login === 'tenzin.manykeys@example.com')

/** What a run at another desk of this registry has begun for somebody. */
async function beginElsewhere({ registry, provider }: TestDesk, person: Person) {
  const template = await registry.templates.find('hand-over')
  if (!template) throw new Error('no template')
  const [id, procedure] = ['of-another-run', 'issue-key'] as const
  await registry.issuances.create({ id, procedure, person, provider: provider.host, template })
  const { factorId } = await provider.begin(person)
  await registry.issuances.update(id, { act: 'enrolling', factorId })
  return { factorId }
}

/** Somebody's passkey on a key that has no PIN. */
async function makePasskey(key: VirtualKey): Promise<void> {
  const authenticator = await Authenticator.open(openVirtualKey(key))
  await makeCredential(authenticator, {
    clientDataHash: new Uint8Array(32),
    rp: { id: 'bank.example' },
    user: { id: Buffer.from('sam'), name: 'sam' },
    algorithms: [-7],
    options: { rk: true },
  })
  await authenticator.close()
}

const issueTo = (personId: string, templateId = 'hand-over') =>
  ({ procedure: 'issue-key', personId, templateId }) as const

/** Runs it with Jane's active key in the slot, and makes sure that nothing became of anything. */
async function expectRefused(order: Order, cause: RegExp, script: Script = {}) {
  const row = await issue(desk, 'walk-in')
  const [memory, factors] = [memoryOf(desk.one), factorsOfJane(desk)]
  const { activities } = await run(desk, order, script)
  expect(activities.at(-1)).toMatch(cause)
  expect(activities.at(-1)).toMatch(/, key untouched$/)
  expect(memoryOf(desk.one)).toBe(memory)
  expect(factorsOfJane(desk)).toEqual(factors)
  expect(pendingFactors()).toEqual([])
  const { state, act, factorId, onKey } = row
  expect(await rowOf(desk, row.id)).toMatchObject({ state, act, factorId, onKey })
  const others = (await desk.registry.issuances.listRecent(9)).filter(({ id }) => id !== row.id)
  expect(others.filter((one) => one.act !== null || one.state !== 'expired')).toEqual([])
  return activities
}

describe('Okta says no before the key is touched, and nobody is asked to type "erase" for it', () => {
  test('to a tenth and one key more', async () => {
    const order = issueTo('tenzin.manykeys@example.com')
    expect(await expectRefused(order, /too-many-factors/)).not.toContain('erase-key? confirm-erase')
    const [last] = await desk.registry.journal.list(1)
    expect(last?.fact).toMatchObject({
      fact: 'run-failed',
      failure: { code: 'too-many-factors', keyState: 'untouched' },
    })
  })

  test('to somebody whose policy has no keys', async () => {
    const order = issueTo('connor.contractor@example.com')
    expect(await expectRefused(order, /enrollment-not-allowed/)).not.toContain(
      'erase-key? confirm-erase',
    )
  })

  test('to an administrator this station may not touch', async () => {
    const order = issueTo('ada.administrator@example.com')
    const activities = await expectRefused(order, /person-protected/)
    expect(activities).not.toContain('erase-key? confirm-erase')
  })

  test('to the holder, when a forgotten PIN is reset', async () => {
    const order = { procedure: 'reset-pin', pin: 'forgotten' } as const
    await expectRefused(order, /provider-denied/, {
      onActivity: ({ kind }) => kind === 'working' && refuseToBegin(),
    })
  })

  test('when it is out of reach: what may be pending stays listed', async () => {
    const row = await issue(desk, 'walk-in')
    const memory = memoryOf(desk.one)
    const { activities } = await run(desk, issueTo('john.doe@example.com'), {
      onActivity: (activity) => {
        if (activity.kind !== 'working' || activity.step !== 'enroll-factor') return
        desk.double.faults.add({ kind: 'drop', when: 'before-commit' })
      },
    })
    expect(activities.at(-1)).toBe('failed: provider-unreachable, key untouched')
    expect(memoryOf(desk.one)).toBe(memory)
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', act: null })
    const [left] = await desk.registry.issuances.listRecent(1)
    expect(left).toMatchObject({ state: 'unfinished', act: 'enrolling', factorId: null })
  })

  test('when it is lost: what is looked for is not the factor of a key that waits for its hand-over', async () => {
    const gate = { when: 'hand-over', gate: 'challenge', lifetimeS: 86_400 } as const
    await changeTemplate(desk, 'hand-over', { activation: gate })
    const held = await issue(desk)
    desk.swap()
    const path = '*/factors'
    const { activities } = await run(desk, issueTo('jane.doe@example.com', 'walk-in'), {
      onActivity: (activity) => {
        if (activity.kind !== 'working' || activity.step !== 'enroll-factor') return
        desk.double.faults.add({ kind: 'drop', when: 'after-commit', method: 'POST', path })
        desk.double.faults.add({ kind: 'drop', when: 'before-commit', method: 'GET', path })
      },
    })
    expect(activities.at(-1)).toBe('failed: provider-unreachable, key untouched')
    expect(pendingFactors()).toHaveLength(2)
    desk.double.faults.clear()
    const [row] = await desk.registry.issuances.listRecent(1)
    await run(desk, { procedure: 'finish-unfinished', issuanceId: row?.id ?? '' })
    expect(pendingFactors()).toMatchObject([{ id: held.factorId }])
  })

  test.each(['before-commit', 'after-commit'] as const)(
    'when it is lost %s: nor the factor of another run for the same person',
    async (when) => {
      const person = await desk.provider.getPerson('jane.doe@example.com')
      const { factorId } = await beginElsewhere(desk, person)
      const { activities } = await run(desk, issueTo(person.login), {
        onActivity: (activity) => {
          if (activity.kind !== 'working' || activity.step !== 'enroll-factor') return
          desk.double.faults.add({ kind: 'drop', when, method: 'POST', path: '*/factors' })
        },
      })
      expect(activities.at(-1)).toBe('failed: provider-unreachable, key untouched')
      expect(pendingFactors()).toMatchObject([{ id: factorId }])
    },
  )

  test('to one that was begun and leaves no room, and what was begun cannot be deleted: it stays listed', async () => {
    desk = await openTestDesk({ origins: 'every' }, 'id.example.com')
    const [first] = tenfold()
    await desk.provider.deleteFactor(first?.userId ?? '', first?.id ?? '')
    const { activities } = await run(desk, issueTo('tenzin.manykeys@example.com'), {
      onActivity: ({ kind }) => kind === 'working' && refuseToDelete(),
    })
    expect(activities.at(-1)).toBe('failed: too-many-factors, key untouched')
    expect(pendingFactors()).toHaveLength(1)
    const [row, ...others] = await desk.registry.issuances.listUnfinished()
    expect(row).toMatchObject({ state: 'unfinished', act: 'enrolling' })
    expect(others).toEqual([])
    desk.double.faults.clear()
    await run(desk, { procedure: 'finish-unfinished', issuanceId: row?.id ?? '' })
    expect(pendingFactors()).toEqual([])
    expect(await desk.registry.issuances.listUnfinished()).toEqual([])
  })

  test('to the second of two origins: the first one is not left pending', async () => {
    desk = await openTestDesk({ origins: 'every' }, 'id.example.com')
    let begun = 0
    const { activities } = await run(desk, issueTo('jane.doe@example.com'), {
      onActivity: (activity) => {
        if (activity.kind !== 'working' || activity.step !== 'enroll-factor') return
        begun += 1
        if (begun === 2) refuseToBegin()
      },
    })
    expect(activities.at(-1)).toBe('failed: provider-denied, key untouched')
    expect(factorsOfJane(desk)).toEqual([])
    const rows = await desk.registry.issuances.listRecent(9)
    expect(rows.map(({ state, act }) => [state, act])).toEqual([
      ['expired', null],
      ['expired', null],
    ])
  })
})

describe('the station says no before the key is touched', () => {
  test('where no root could ever be trusted', async () => {
    await changeTemplate(desk, 'hand-over', { attestation: 'require-root' })
    const activities = await expectRefused(issueTo('john.doe@example.com'), /attestation-untrusted/)
    expect(activities).not.toContain('enroll-factor')
  })

  test('where a PIN typed or from a file breaks the rules', async () => {
    const row = await issue(desk, 'walk-in')
    const memory = memoryOf(desk.one)
    const { activities, end } = await run(desk, issueTo('john.doe@example.com', 'walk-in'), {
      answer: agree({ own: '123' }),
      onActivity: (activity, station, runId) => {
        const isRefused =
          activity.kind === 'ask' &&
          activity.question.kind === 'choose-pin' &&
          activity.question.refused?.code === 'pin-too-short'
        if (isRefused) void station.request('runs.cancel', { runId })
      },
    })
    expect(activities.at(-1)).toBe('cancelled')
    expect(end.activity).toMatchObject({ keyState: 'untouched' })
    expect(memoryOf(desk.one)).toBe(memory)
    expect(pendingFactors()).toEqual([])
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', act: null })
  })

  test.each([
    ['pin-permission', 'noMcGaPermissionsWithClientPin', true],
    ['touch', 'up', false],
  ])('where an option of the key forbids what is needed: %s', async (capability, option, value) => {
    const usual = { rk: true, up: true, clientPin: false, pinUvAuthToken: true }
    const options = new Map(Object.entries({ ...usual, [option]: value }))
    const key = new VirtualKey({ profile: { extraInfo: new Map([[0x04, options]]) } })
    const end = await refusalOf(key)
    expect(end).toMatchObject({ cause: { code: 'key-lacks', capability } })
    expect(key.log.map(({ command }) => command)).toEqual(['init', 'getInfo'])
  })

  test('where Okta wants a discoverable credential and the key makes none', async () => {
    const key = new VirtualKey({ profile: { ...fido20Profile, hasResidentKeys: false } })
    const end = await refusalOf(key, true)
    expect(end).toMatchObject({ cause: { code: 'key-lacks', capability: 'resident-key' } })
    expect(key.summary.hasPin).toBe(false)
  })

  test('where a PIN of the length the template wants does not fit', async () => {
    const key = new VirtualKey({ profile: { extraInfo: new Map([[0x1d, 4]]) } })
    const end = await refusalOf(key)
    expect(end).toMatchObject({ cause: { code: 'pin-too-long', maximumBytes: 4 } })
    expect(key.log.map(({ command }) => command)).toEqual(['init', 'getInfo'])
  })
})

/** What an issuance on a blank key fails with. */
async function refusalOf(key: VirtualKey, requireResidentKey = false) {
  const change = { forcePinChange: 'never', requireResidentKey: false } as const
  const station = await openTestStation(new Map([['one', key]]), change)
  onTestFinished(() => station.close())
  station.double.settings.requireResidentKey = requireResidentKey
  const { end } = await runIssue(station)
  const { factors } = station.double.records()
  expect(factors.filter(({ status }) => status === 'PENDING_ACTIVATION')).toEqual([])
  if (end.activity.kind !== 'failed') throw new Error(JSON.stringify(end.activity))
  expect(end.activity.failure.keyState).toBe('untouched')
  return end.activity.failure
}

describe('a person says no', () => {
  test.each(['confirm-erase', 'choose-pin'])('at %s: nothing is left pending', async (kind) => {
    const row = await issue(desk, 'walk-in')
    const memory = memoryOf(desk.one)
    const { activities } = await run(desk, issueTo('john.doe@example.com', 'walk-in'), {
      onActivity: (activity, station, runId) => {
        const isIt = activity.kind === 'ask' && activity.question.kind === kind
        if (isIt) void station.request('runs.cancel', { runId })
      },
      answer: (question) => (question.kind === kind ? null : agree()(question)),
    })
    expect(activities.slice(-2)).toEqual([expect.stringMatching(kind), 'cancelled'])
    expect(memoryOf(desk.one)).toBe(memory)
    expect(pendingFactors()).toEqual([])
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', act: null })
    expect(await facts(desk)).toContain('factor-deleted')
  })
})

test.each(['confirm-erase', 'choose-pin'])(
  'a key that is pulled at %s leaves nothing pending either',
  async (kind) => {
    const row = await issue(desk, 'walk-in')
    const memory = memoryOf(desk.one)
    const { activities } = await run(desk, issueTo('john.doe@example.com', 'walk-in'), {
      onActivity: (activity) => {
        if (activity.kind === 'ask' && activity.question.kind === kind) desk.one.unplug()
      },
      answer: (question) => (question.kind === kind ? null : agree()(question)),
    })
    expect(activities.at(-1)).toBe('failed: key-removed, key untouched')
    expect(memoryOf(desk.one)).toBe(memory)
    expect(pendingFactors()).toEqual([])
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', act: null })
  },
)

describe('a challenge that people let grow old', () => {
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    desk = await openTestDesk()
  })

  const lateAt = (kind: Question['kind'], ms: number) => ({
    answer: (question: Question) => {
      if (question.kind === kind) vi.setSystemTime(Date.now() + ms)
      return agree()(question)
    },
  })

  const begun = () =>
    desk.double.records().requests.filter(({ method, path }) => {
      return method === 'POST' && path.endsWith('/factors')
    }).length

  test('is begun again right before the touch, and the one before is deleted', async () => {
    const order = issueTo('jane.doe@example.com', 'walk-in')
    const { end } = await run(desk, order, lateAt('choose-pin', 299_000))
    const { issuanceId, factorId } = issuedIn(end)
    expect(factorsOfJane(desk)).toMatchObject([{ id: factorId, status: 'ACTIVE' }])
    expect(begun()).toBe(2)
    expect(await rowOf(desk, issuanceId)).toMatchObject({ state: 'active', factorId, act: null })
    const told = (await facts(desk)).filter((fact) => fact.startsWith('factor'))
    expect(told).toEqual(['factor-enrolled', 'factor-deleted', 'factor-enrolled'])
  })

  test('is kept where it will outlast the touch', async () => {
    const { end } = await run(
      desk,
      issueTo('jane.doe@example.com', 'walk-in'),
      lateAt('choose-pin', 200_000),
    )
    expect(end.activity.kind).toBe('done')
    expect(begun()).toBe(1)
  })

  test('and Okta says no the second time: the first is not left behind', async () => {
    const order = issueTo('jane.doe@example.com', 'walk-in')
    const late = lateAt('choose-pin', 299_000)
    const { activities } = await run(desk, order, {
      answer: (question) => {
        refuseToBegin()
        return late.answer(question)
      },
    })
    expect(activities.at(-1)).toBe('failed: provider-denied, key untouched')
    expect(factorsOfJane(desk)).toEqual([])
  })

  test.each(['hand-over', 'walk-in'])(
    'at “erase?” is begun again before the key is erased, and Okta may say no then: %s',
    async (templateId) => {
      await expectRefused(issueTo('john.doe@example.com', templateId), /provider-denied/, {
        answer: (question) => {
          if (question.kind !== 'confirm-erase') return agree()(question)
          refuseToBegin()
          return lateAt('confirm-erase', 30 * 60_000).answer(question)
        },
      })
    },
  )

  test('before a lost key is revoked for its replacement, too', async () => {
    const row = await issue(desk, 'walk-in')
    desk.swap()
    const { activities } = await run(
      desk,
      { procedure: 'replace-key', issuanceId: row.id },
      {
        answer: (question) => {
          if (question.kind === 'choose-pin') refuseToBegin()
          return lateAt('choose-pin', 30 * 60_000).answer(question)
        },
      },
    )
    expect(activities.at(-1)).toBe('failed: provider-denied, key untouched')
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', act: null })
    expect(factorsOfJane(desk)).toMatchObject([{ id: row.factorId, status: 'ACTIVE' }])
  })

  test('at “erase?” of passkeys that were found on a key taken for blank', async () => {
    await makePasskey(desk.one)
    const { activities } = await run(desk, issueTo('john.doe@example.com'), {
      answer: (question) => {
        if (question.kind === 'confirm-erase') refuseToBegin()
        return lateAt('confirm-erase', 30 * 60_000).answer(question)
      },
    })
    expect(activities.at(-1)).toBe('failed: provider-denied, key pin-set-not-empty')
    expect(desk.one.summary.credentials).toHaveLength(1)
    expect(pendingFactors()).toEqual([])
  })

  test('that grows old once the key is erased is begun again before the touch', async () => {
    await issue(desk, 'walk-in')
    const { end } = await run(desk, issueTo('john.doe@example.com'), {
      onActivity: (activity) => {
        const isErased = activity.kind === 'working' && activity.step === 'set-pin'
        if (isErased) vi.setSystemTime(Date.now() + 299_000)
      },
    })
    const { factorId } = issuedIn(end)
    const johns = desk.double.records().factors.filter(({ login }) => login.startsWith('john'))
    expect(johns).toMatchObject([{ id: factorId, status: 'ACTIVE' }])
    expect(begun()).toBe(3)
  })
})
