import { expect, test } from 'vitest'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { openTestStation, runIssue } from '../../support/test-station.ts'

test('who is found is found with the keys this station issued to them', async () => {
  const desk = await openTestStation(new Map([['one', new VirtualKey()]]))
  const find = async () => {
    const reply = await desk.station.request('people.search', { text: 'jane.doe' })
    return reply.ok ? (reply.value as object[]) : []
  }
  expect(await find()).toMatchObject([{ login: 'jane.doe@example.com', keys: 0 }])
  await runIssue(desk)
  expect(await find()).toMatchObject([{ login: 'jane.doe@example.com', keys: 1 }])
  await desk.close()
})
