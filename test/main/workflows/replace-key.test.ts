import { beforeEach, expect, test } from 'vitest'
import {
  factorsOfJane,
  issue,
  openTestDesk,
  rowOf,
  run,
  type TestDesk,
} from '../../support/lifecycle.ts'
import { issuedIn } from '../../support/test-station.ts'

let desk: TestDesk

beforeEach(async () => {
  desk = await openTestDesk()
})

const replace = (issuanceId: string) => ({ procedure: 'replace-key', issuanceId }) as const

test('the old one is revoked before the new one is written to, and they are linked', async () => {
  const former = await issue(desk)
  desk.swap()
  const { activities, end } = await run(desk, replace(former.id))
  expect(activities.filter((line) => !line.endsWith('touch-key'))).toEqual([
    'find-issuance',
    'find-person',
    'revoke-former? confirm-change',
    'insert-key',
    'check-key',
    'enroll-factor',
    'revoke-former',
    'set-pin',
    'create-credential',
    'register-credential',
    'prove-credential',
    'force-pin-change',
    'done',
  ])
  const now = await rowOf(desk, issuedIn(end).issuanceId)
  expect(now).toMatchObject({ state: 'issued', formerId: former.id, keySerial: '2002' })
  expect(await rowOf(desk, former.id)).toMatchObject({ state: 'revoked', onKey: 'unknown' })
  expect(factorsOfJane(desk)).toEqual([
    { id: now.factorId, status: 'ACTIVE', credentialId: now.credentialId },
  ])
})

test('the key that is to be replaced is not the new one', async () => {
  const former = await issue(desk)
  const { activities } = await run(desk, replace(former.id))
  expect(activities.at(-1)).toBe('failed: key-being-replaced, key untouched')
  expect(await rowOf(desk, former.id)).toMatchObject({ state: 'issued', act: null })
})

test('a new key that cannot serve is found out while the old one still works', async () => {
  const former = await issue(desk)
  desk.one.unplug()
  const { activities } = await run(desk, replace(former.id))
  expect(activities.at(-1)).toBe('failed: no-key, key none')
  expect(factorsOfJane(desk)).toMatchObject([{ status: 'ACTIVE' }])
})
