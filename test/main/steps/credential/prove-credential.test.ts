import { afterEach, expect, test } from 'vitest'
import { fido20Profile } from '../../../../src/simulator/virtual-key/profile.ts'
import { VirtualKey } from '../../../../src/simulator/virtual-key/virtual-key.ts'
import { openTestStation, runIssue, type TestStation } from '../../../support/test-station.ts'

let desk: TestStation | null = null

afterEach(async () => {
  await desk?.close()
  desk = null
})

/** Issues a key of CTAP 2.0, whose tokens are used again, that refuses the proof so many times. */
async function issueRefusing(status: number, times: number) {
  const key = new VirtualKey({ profile: fido20Profile })
  key.inject({ misdeed: { kind: 'status', status }, on: 'getAssertion', times })
  desk = await openTestStation(new Map([['one', key]]))
  const { end } = await runIssue(desk)
  const commands = key.log.map(({ command }) => command)
  return { activity: end.activity, proof: commands.slice(commands.indexOf('getAssertion')) }
}

test.each([
  ['CTAP2_ERR_PUAT_REQUIRED', 0x36],
  ['CTAP2_ERR_PIN_AUTH_INVALID', 0x33],
])('a key that takes no token twice (%s) is given another, once', async (_name, status) => {
  const { activity, proof } = await issueRefusing(status, 1)
  expect(activity).toMatchObject({ kind: 'done' })
  expect(proof).toEqual(['getAssertion', 'clientPin.getPinToken', 'getAssertion'])
})

test('a key that takes none at all is refused by its own word', async () => {
  const { activity, proof } = await issueRefusing(0x36, 9)
  const command = 'authenticatorGetAssertion'
  expect(activity).toMatchObject({
    failure: { cause: { code: 'key-refused', command, status: 'CTAP2_ERR_PUAT_REQUIRED' } },
  })
  expect(proof.filter((name) => name === 'getAssertion')).toHaveLength(2)
})
