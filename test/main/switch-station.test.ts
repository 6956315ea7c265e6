import { expect, test } from 'vitest'
import { openSwitchStation } from '../../src/main/switch-station.ts'
import { fakeStation } from '../support/fake-station.ts'

async function openBoth() {
  const real = fakeStation()
  const demo = fakeStation({
    request: (name) => Promise.resolve({ ok: true, value: `demo ${name}` }),
  })
  demo.push({ simulated: true })
  const asked: (() => void)[] = []
  let demosOpened = 0
  const station = await openSwitchStation({
    openReal(onTryDemo) {
      asked.push(onTryDemo)
      return Promise.resolve(real)
    },
    openDemo() {
      demosOpened++
      return Promise.resolve(demo)
    },
    onDemoFailed: () => expect.unreachable('the demo was opened'),
  })
  const tryDemo = (): void => asked[0]?.()
  return { real, demo, station, tryDemo, demosOpened: () => demosOpened }
}

test('the real station answers, and no demo is opened, until it is asked for', async () => {
  const { station, demosOpened } = await openBoth()
  expect(await station.request('station.snapshot', null)).toEqual({ ok: true, value: null })
  expect(station.snapshot().simulated).toBe(false)
  expect(demosOpened()).toBe(0)
})

test('the demo takes its place: listeners hear of it, requests go to it, the real one is closed', async () => {
  const { real, demo, station, tryDemo } = await openBoth()
  const heard: boolean[] = []
  const changed = new Promise<void>((resolve) => {
    station.onSnapshot((snapshot) => {
      heard.push(snapshot.simulated)
      resolve()
    })
  })
  tryDemo()
  await changed
  expect(await station.request('people.search', {})).toEqual({
    ok: true,
    value: 'demo people.search',
  })
  await station.close()
  expect([real.closed(), demo.closed()]).toEqual([true, true])
  real.push({})
  demo.push({ recent: [] })
  expect(heard).toEqual([true, true])
})

test('asking twice opens one demo', async () => {
  const { station, tryDemo, demosOpened } = await openBoth()
  tryDemo()
  tryDemo()
  await station.close()
  expect(demosOpened()).toBe(1)
})

test('a demo that cannot be opened leaves the real station as it was', async () => {
  const real = fakeStation()
  const asked: (() => void)[] = []
  const failures: unknown[] = []
  const station = await openSwitchStation({
    openReal(onTryDemo) {
      asked.push(onTryDemo)
      return Promise.resolve(real)
    },
    openDemo: () => Promise.reject(new Error('no room')),
    onDemoFailed: (error) => failures.push(error),
  })
  asked[0]?.()
  await station.close()
  expect(failures).toEqual([new Error('no room')])
  expect(station.snapshot().simulated).toBe(false)
  expect(real.closed()).toBe(true)
})
