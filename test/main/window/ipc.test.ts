import { describe, expect, test } from 'vitest'
import { pushSnapshots, serveStation } from '../../../src/main/window/ipc.ts'
import {
  requestNames,
  snapshotEvent,
  type Reply,
  type StationSnapshot,
} from '../../../src/shared/contract.ts'
import { fakeStation } from '../../support/fake-station.ts'

type Handler = (event: never, ...args: unknown[]) => unknown
type Sender = { readonly parent: unknown; readonly origin: string } | null

const ownWindow: Sender = { parent: null, origin: 'app://station' }

/** Stands in for `ipcMain`: keeps the handlers and calls them as Electron would. */
function fakeIpc() {
  const handlers = new Map<string, Handler>()
  return {
    handlers,
    handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
    invoke(channel: string, input: unknown, senderFrame: Sender = ownWindow) {
      const handler = handlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      return Promise.resolve(handler({ senderFrame } as never, input)) as Promise<Reply<unknown>>
    },
  }
}

const untouched = (): never => expect.unreachable('the station was asked')

describe('the contract, served to the window', () => {
  test('every request has a handler, and there is no other', () => {
    const ipc = fakeIpc()
    serveStation(ipc, fakeStation())
    expect([...ipc.handlers.keys()].toSorted()).toEqual([...requestNames].toSorted())
  })

  test('name and input reach the station as they are, and its reply the window', async () => {
    const ipc = fakeIpc()
    const request = (name: string, input: unknown) =>
      Promise.resolve({ ok: true, value: [name, input] } as const)
    serveStation(ipc, fakeStation({ request }))
    expect(await ipc.invoke('people.search', { text: 'jane' })).toEqual({
      ok: true,
      value: ['people.search', { text: 'jane' }],
    })
  })

  test.each<[string, Sender]>([
    ['a page that is gone', null],
    ['another origin', { parent: null, origin: 'https://example.com' }],
    ['another host of the scheme', { parent: null, origin: 'app://elsewhere' }],
    ['an origin that only begins like ours', { parent: null, origin: 'app://station.example' }],
    ['a frame inside our page', { parent: {}, origin: 'app://station' }],
  ])('%s is refused, and the station not asked', async (_who, sender) => {
    const ipc = fakeIpc()
    serveStation(ipc, fakeStation({ request: untouched }))
    await expect(ipc.invoke('station.snapshot', null, sender)).rejects.toThrow('Refused')
  })

  test('what a broken station throws does not reach the window', async () => {
    const ipc = fakeIpc()
    const request = (): never => {
      throw new Error('PIN 481516 was wrong')
    }
    serveStation(ipc, fakeStation({ request }))
    expect(await ipc.invoke('runs.start', {})).toEqual({ ok: false, cause: { code: 'internal' } })
  })

  test('what is shown in the window is plain text, however it is named, and bytes stay bytes', async () => {
    const ipc = fakeIpc()
    const bytes = Uint8Array.of(0x1b, 0x5d)
    const rows = [{ personName: 'Mallory\r\nIssued\u202e', template: { name: 'a\u200bb' } }]
    const request = () => Promise.resolve({ ok: true, value: { rows, bytes, total: 1 } } as const)
    serveStation(ipc, fakeStation({ request }))
    expect(await ipc.invoke('issuances.list', {})).toEqual({
      ok: true,
      value: {
        rows: [{ personName: 'Mallory␍␊Issued<U+202E>', template: { name: 'a<U+200B>b' } }],
        bytes,
        total: 1,
      },
    })
  })

  test('a revealed PIN is zeroed once the reply has been sent', async () => {
    const ipc = fakeIpc()
    const pin = new TextEncoder().encode('481516')
    const request = () => Promise.resolve({ ok: true, value: { pin } } as const)
    serveStation(ipc, fakeStation({ request }))
    const reply = await ipc.invoke('pins.reveal', { issuanceId: 'i' })
    expect(structuredClone(reply)).toEqual({
      ok: true,
      value: { pin: new TextEncoder().encode('481516') },
    })
    await new Promise((resolve) => void setImmediate(resolve))
    expect(pin).toEqual(new Uint8Array(6))
  })
})

describe('snapshots', () => {
  test('hold plain text', () => {
    const sent: unknown[] = []
    const station = fakeStation()
    const send = (_channel: string, snapshot: StationSnapshot) => sent.push(snapshot.keys)
    pushSnapshots(station, { isDestroyed: () => false, send })
    const key = { path: '/dev/hidraw0', product: 'Key\u2066', vendorId: 1, productId: 2 }
    station.push({ keys: [key] })
    expect(sent).toEqual([[{ ...key, product: 'Key<U+2066>' }]])
  })

  test('go to the window while it lives, and no longer', () => {
    const sent: unknown[] = []
    let isDestroyed = false
    const station = fakeStation()
    const contents = {
      isDestroyed: () => isDestroyed,
      send: (channel: string, snapshot: StationSnapshot) => sent.push([channel, snapshot]),
    }
    const stop = pushSnapshots(station, contents)
    station.push({ simulated: true })
    expect(sent).toEqual([[snapshotEvent, expect.objectContaining({ simulated: true })]])
    isDestroyed = true
    station.push({})
    isDestroyed = false
    stop()
    station.push({})
    expect(sent).toHaveLength(1)
  })
})
