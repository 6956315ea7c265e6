import { beforeEach, expect, test } from 'vitest'
import { ProcedureError } from '../../../src/main/procedure-error.ts'
import { textsIn } from '../../../src/main/terminal/language.ts'
import { readOptions } from '../../../src/main/terminal/options.ts'
import { orderOf } from '../../../src/main/terminal/orders.ts'
import { failureLines } from '../../../src/main/terminal/printing/failure-lines.ts'
import { issue, jane, openTestDesk, run, type TestDesk } from '../../support/lifecycle.ts'

let desk: TestDesk

beforeEach(async () => {
  desk = await openTestDesk()
})

const orderFor = (command: 'inactivate' | 'reactivate' | 'revoke') =>
  orderOf(desk.station, command, readOptions([command, '--person', jane]))

async function reasonOf(order: Promise<unknown>) {
  const error: unknown = await order.catch((thrown: unknown) => thrown)
  if (error instanceof ProcedureError) return error.reason
  throw new Error('not refused')
}

test('an issuance in another state is told with it, and with what can be done', async () => {
  const row = await issue(desk)
  const reason = await reasonOf(orderFor('inactivate'))
  expect(reason).toEqual({ code: 'wrong-state', state: 'issued' })
  expect(failureLines(textsIn('en'), reason, null).join('\n')).toContain('It can be activated')
  await run(desk, { procedure: 'revoke', issuanceId: row.id })
  expect(await reasonOf(orderFor('revoke'))).toEqual({ code: 'wrong-state', state: 'revoked' })
})

test('one that fits is taken, whatever became of those before it', async () => {
  const former = await issue(desk)
  await run(desk, { procedure: 'revoke', issuanceId: former.id })
  const row = await issue(desk, 'walk-in')
  expect(await orderFor('inactivate')).toMatchObject({ issuanceId: row.id })
})

test('one that was never issued is passed over for what was', async () => {
  const row = await issue(desk)
  await run(desk, { procedure: 'revoke', issuanceId: row.id })
  const again = { procedure: 'issue-key', personId: jane, templateId: 'hand-over' } as const
  desk.double.faults.add({ kind: 'server-error', status: 503, method: 'POST', path: '*/factors' })
  await run(desk, again)
  const [newest] = await desk.registry.issuances.listRecent(1)
  expect(newest).toMatchObject({ state: 'expired' })
  expect(await reasonOf(orderFor('revoke'))).toEqual({ code: 'wrong-state', state: 'revoked' })
})

test('nobody’s is not in the register', async () => {
  expect(await reasonOf(orderFor('revoke'))).toEqual({ code: 'issuance-not-found' })
})
