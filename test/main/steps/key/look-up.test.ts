import { afterEach, expect, test } from 'vitest'
import { encodePin } from '../../../../src/ctap2/index.ts'
import { simulatedKeySource } from '../../../../src/main/compose/demo.ts'
import { KeySession } from '../../../../src/main/desk/key-session.ts'
import { lookUp } from '../../../../src/main/steps/key/look-up.ts'
import { VirtualKey } from '../../../../src/simulator/virtual-key/virtual-key.ts'
import { openTestStation, runIssue, type TestStation } from '../../../support/test-station.ts'

let desk: TestStation | null = null

afterEach(async () => {
  await desk?.close()
  desk = null
})

test('a key that wants a token for a look (CTAP2_ERR_PUAT_REQUIRED) tells with its PIN', async () => {
  const key = new VirtualKey()
  const keys = new Map([['one', key]])
  desk = await openTestStation(keys, { pin: { kind: 'typed' }, forcePinChange: 'never' })
  const answer = () => ({ kind: 'choose-pin', pin: encodePin('246810') }) as const
  const { end } = await runIssue(desk, { answer })
  expect(end.activity.kind).toBe('done')
  const rows = await desk.registry.issuances.listEverOnKey('4617:1001')
  expect(rows).toHaveLength(1)

  const source = simulatedKeySource(keys)
  const [device] = await source.list()
  if (!device) throw new Error('no key')
  const { signal } = new AbortController()
  const session = await KeySession.open(source, device, signal)
  key.inject({ misdeed: { kind: 'status', status: 0x36 }, on: 'getAssertion' })
  expect(await lookUp(session, rows, signal)).toEqual({ here: [], possible: rows })
  expect(await lookUp(session, rows, signal, encodePin('246810'))).toEqual({
    here: rows,
    possible: [],
  })
  await session.close()
})
