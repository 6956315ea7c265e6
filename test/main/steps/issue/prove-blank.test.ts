import { expect, test } from 'vitest'
import { Authenticator, makeCredential } from '../../../../src/ctap2/index.ts'
import type { Question } from '../../../../src/shared/run.ts'
import { fido20Profile } from '../../../../src/simulator/virtual-key/profile.ts'
import type { VirtualKey } from '../../../../src/simulator/virtual-key/virtual-key.ts'
import { openVirtualKey } from '../../../support/key-port.ts'
import {
  agree,
  facts,
  factorsOfJane,
  openTestDesk,
  run,
  type TestDesk,
} from '../../../support/lifecycle.ts'
import { issuedIn, outcomeOf, runIssue } from '../../../support/test-station.ts'

let desk: TestDesk

/** Somebody's passkey on a key that has no PIN. */
async function makeStrangers(key: VirtualKey, name: string): Promise<void> {
  const authenticator = await Authenticator.open(openVirtualKey(key))
  await makeCredential(authenticator, {
    clientDataHash: new Uint8Array(32),
    rp: { id: 'bank.example' },
    user: { id: new TextEncoder().encode(name), name },
    algorithms: [-7],
    options: { rk: true },
  })
  await authenticator.close()
}

const sitesOn = (key: VirtualKey) => key.summary.credentials.map(({ rpId }) => rpId)

async function issueTo(templateId: string, asked: Question[] = []) {
  return await runIssue(desk, {
    templateId,
    answer: (question) => {
      asked.push(question)
      return agree()(question)
    },
  })
}

test.each(['walk-in', 'hand-over'])(
  'a stranger’s passkeys on a key without a PIN are erased before it is issued (%s)',
  async (templateId) => {
    desk = await openTestDesk()
    await makeStrangers(desk.one, 'sam')
    await makeStrangers(desk.one, 'kim')
    const asked: Question[] = []
    const { activities, end } = await issueTo(templateId, asked)
    expect(asked.filter(({ kind }) => kind === 'confirm-erase')).toMatchObject([
      { holder: null, isBlank: false, credentials: 2 },
    ])
    expect(asked.filter(({ kind }) => kind === 'choose-pin').length).toBeLessThan(2)
    expect(activities.at(-1)).toBe('done')
    expect(sitesOn(desk.one)).toEqual([issuedIn(end).rpId])
    expect(end.remarks).toEqual([])
    expect(await facts(desk)).toContain('key-erased')
    expect(factorsOfJane(desk)).toHaveLength(1)
  },
)

test('so they are where others of its model, without serial numbers, do not tell what is on them', async () => {
  desk = await openTestDesk({ userVerification: 'required' }, null, { serialNumber: null })
  await issueTo('walk-in')
  desk.swap()
  await makeStrangers(desk.two, 'sam')
  const { activities, end } = await issueTo('walk-in')
  expect(activities.at(-1)).toBe('done')
  expect(sitesOn(desk.two)).toEqual([issuedIn(end).rpId])
})

test('the sealed PIN is that of the key that was erased in between', async () => {
  desk = await openTestDesk({ forcePinChange: 'never' })
  await makeStrangers(desk.one, 'sam')
  const { end } = await issueTo('hand-over')
  const { issuanceId } = issuedIn(end)
  const sealed = await desk.registry.issuances.openPin(issuanceId)
  const current = new TextDecoder().decode(sealed ?? new Uint8Array())
  const order = { procedure: 'whose-key', readCredentials: true } as const
  const read = await run(desk, order, { answer: agree({ current }) })
  expect(outcomeOf(read.end)).toMatchObject({ report: { credentials: [{ issuanceId }] } })
})

test('a template that never erases refuses it, with their number and the key’s true state', async () => {
  desk = await openTestDesk({ erase: 'never' })
  await makeStrangers(desk.one, 'sam')
  const { activities, end } = await issueTo('hand-over')
  expect(activities.at(-1)).toBe('failed: key-holds-credentials, key pin-set-not-empty')
  expect(end.activity).toMatchObject({ failure: { cause: { count: 1 } } })
  expect(sitesOn(desk.one)).toEqual(['bank.example'])
  const [row] = await desk.registry.issuances.listRecent(1)
  expect(row).toMatchObject({ state: 'expired', act: null, hasSealedPin: true })
  expect(factorsOfJane(desk)).toEqual([])
})

test('a no leaves them where they are, and the PIN is not lost', async () => {
  desk = await openTestDesk()
  await makeStrangers(desk.one, 'sam')
  const { activities, end } = await runIssue(desk, {
    templateId: 'hand-over',
    answer: (question) =>
      question.kind === 'confirm-erase'
        ? { kind: 'confirm-erase', erase: false }
        : agree()(question),
  })
  expect(activities.at(-1)).toBe('cancelled')
  expect(end.activity).toMatchObject({ keyState: 'pin-set-not-empty' })
  expect(sitesOn(desk.one)).toEqual(['bank.example'])
  const [row] = await desk.registry.issuances.listRecent(1)
  expect(row).toMatchObject({ state: 'expired', hasSealedPin: true })
})

test('pulled while they are erased: the row says so, and its end leaves no PIN that opens nothing', async () => {
  desk = await openTestDesk()
  await makeStrangers(desk.one, 'sam')
  desk.one.inject({ misdeed: { kind: 'unplug', when: 'done' }, on: 'reset' })
  const { activities } = await issueTo('hand-over')
  expect(activities.at(-1)).toBe('failed: key-removed, key unknown')
  const [row] = await desk.registry.issuances.listRecent(1)
  expect(row).toMatchObject({ state: 'unfinished', act: 'erasing', hasSealedPin: true })
  desk.one.plugIn()
  const order = { procedure: 'finish-unfinished', issuanceId: row?.id ?? '' } as const
  expect((await run(desk, order)).activities.at(-1)).toBe('done')
  const [now] = await desk.registry.issuances.listRecent(1)
  expect(now).toMatchObject({ state: 'expired', act: null, hasSealedPin: false })
})

test('a key that cannot count is remarked upon, and the journal has it', async () => {
  const { product: _, serialNumber: __, ...profile } = fido20Profile
  desk = await openTestDesk({}, null, profile)
  await makeStrangers(desk.one, 'sam')
  const { end } = await issueTo('walk-in')
  expect(end.remarks).toEqual(['blank-not-proven'])
  expect(await facts(desk)).toContain('blank-not-proven')
  expect(sitesOn(desk.one)).toContain('bank.example')
})

test('a template that always erases needs no count', async () => {
  const { product: _, serialNumber: __, ...profile } = fido20Profile
  desk = await openTestDesk({ erase: 'always' }, null, profile)
  await makeStrangers(desk.one, 'sam')
  const asked: Question[] = []
  const { end } = await issueTo('walk-in', asked)
  expect(asked[0]).toMatchObject({ kind: 'confirm-erase', isBlank: true, credentials: null })
  expect(end.remarks).toEqual([])
  expect(sitesOn(desk.one)).toEqual([issuedIn(end).rpId])
})
