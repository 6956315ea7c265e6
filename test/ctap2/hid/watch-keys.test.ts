import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { block } from '../../support/block.ts'
import { keyLists, watchKeys, type KeyDevice, type KeySource } from '../../../src/ctap2/index.ts'

const device = (path: string): KeyDevice => ({ path, vendorId: 1, productId: 2, product: 'Key' })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('watching keys', () => {
  test('tells the first list and every change, opens nothing, bears errors, and ends', async () => {
    const lists: (readonly KeyDevice[] | Error)[] = [
      [],
      [],
      [device('a')],
      new Error('could not enumerate'),
      [device('a')],
      [device('a'), device('b')],
      [device('b')],
    ]
    const source: KeySource = {
      list() {
        const next = lists.shift() ?? []
        return next instanceof Error ? Promise.reject(next) : Promise.resolve(next)
      },
      open: () => Promise.reject(new Error('watching must not open a key')),
    }
    const seen: string[] = []
    const stop = new AbortController()
    const watching = watchKeys(source, {
      intervalMs: 100,
      signal: stop.signal,
      onChange: (devices) => seen.push(devices.map(({ path }) => path).join('+')),
      onError: (error) => seen.push(String(error)),
    })
    await vi.advanceTimersByTimeAsync(650)
    stop.abort()
    await watching
    expect(seen).toEqual(['', 'a', 'Error: could not enumerate', 'a+b', 'b'])
  })

  test('a key that came while the process was busy until the time was over is seen', async () => {
    vi.useRealTimers()
    let devices: KeyDevice[] = []
    const source: KeySource = {
      list: () => Promise.resolve(devices),
      open: () => Promise.reject(new Error('watching must not open a key')),
    }
    const seen: string[] = []
    await watchKeys(source, {
      limitMs: 300,
      signal: new AbortController().signal,
      onChange: (found) => {
        seen.push(found.map(({ path }) => path).join('+'))
        if (found.length > 0) return
        block(400)
        devices = [device('a')]
      },
    })
    expect(seen).toEqual(['', 'a'])
  })

  test('a key that came after the last look but one is seen', async () => {
    const source: KeySource = {
      list: vi
        .fn<KeySource['list']>()
        .mockResolvedValueOnce([])
        .mockResolvedValue([device('a')]),
      open: () => Promise.reject(new Error('watching must not open a key')),
    }
    vi.useRealTimers()
    const seen: number[] = []
    const options = { intervalMs: 100_000, limitMs: 50, signal: new AbortController().signal }
    for await (const devices of keyLists(source, options)) seen.push(devices.length)
    expect(seen).toEqual([0, 1])
  })

  test('whoever has found a key waits for nothing any more', async () => {
    const source: KeySource = {
      list: () => Promise.resolve([device('a')]),
      open: () => Promise.reject(new Error('watching must not open a key')),
    }
    const options = { limitMs: 100_000, signal: new AbortController().signal }
    for await (const devices of keyLists(source, options)) {
      expect(devices).toHaveLength(1)
      expect(vi.getTimerCount()).toBe(1)
      break
    }
    expect(vi.getTimerCount()).toBe(0)
  })

  test('does not begin when it has been stopped before', async () => {
    const list = vi.fn<KeySource['list']>()
    const source: KeySource = { list, open: () => Promise.reject(new Error('no')) }
    await watchKeys(source, { signal: AbortSignal.abort(), onChange: () => undefined })
    expect(list).not.toHaveBeenCalled()
  })
})
