import { expect, test } from 'vitest'
import type { Successors } from '../../../src/main/station/edges.ts'
import type { Station } from '../../../src/main/station/station.ts'
import { openSwitchStation } from '../../../src/main/window/switch-station.ts'
import { fakeStation } from '../../support/fake-station.ts'

const answering = (name: string) =>
  fakeStation({ request: (asked) => Promise.resolve({ ok: true, value: `${name} ${asked}` }) })

/** A real station, and those that can take its place; a demo that cannot be opened is null. */
async function openAll(demo: Station | null) {
  const real = fakeStation()
  const other = answering('other')
  const failures: unknown[] = []
  const files: (string | null)[] = []
  const known: Successors[] = []
  let demosOpened = 0
  const station = await openSwitchStation({
    openReal(successors, file) {
      known.push(successors)
      files.push(file)
      return Promise.resolve(file === null ? real : other)
    },
    openDemo() {
      demosOpened++
      return demo === null ? Promise.reject(new Error('no room')) : Promise.resolve(demo)
    },
    checkConnection: (file) =>
      file === 'good.json' ? Promise.resolve() : Promise.reject(new Error('no connection')),
    onFailed: (error) => failures.push(error),
  })
  const [successors] = known
  if (!successors) throw new Error('the real station was not opened')
  return { real, other, station, successors, failures, files, demosOpened: () => demosOpened }
}

async function openBoth() {
  const demo = answering('demo')
  demo.push({ simulated: true })
  const all = await openAll(demo)
  return { ...all, demo, tryDemo: () => all.successors.tryDemo() }
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
  const { real, station, successors, failures } = await openAll(null)
  successors.tryDemo()
  await station.close()
  expect(failures).toEqual([new Error('no room')])
  expect(station.snapshot().simulated).toBe(false)
  expect(real.closed()).toBe(true)
})

test('a connection takes the place of the one before, without a new start', async () => {
  const { real, other, station, successors, files } = await openAll(null)
  const changed = new Promise<void>((resolve) => void station.onSnapshot(() => resolve()))
  await successors.connect('good.json')
  await changed
  expect(await station.request('keys.list', {})).toEqual({ ok: true, value: 'other keys.list' })
  await station.close()
  expect(files).toEqual([null, 'good.json'])
  expect([real.closed(), other.closed()]).toEqual([true, true])
})

test('a file that is no connection changes nothing', async () => {
  const { station, successors, files } = await openAll(null)
  await expect(successors.connect('bad.json')).rejects.toThrow('no connection')
  await station.close()
  expect(files).toEqual([null])
})
