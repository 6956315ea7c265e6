import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { block } from '../../support/block.ts'
import { watchKeys, type KeyDevice, type KeySource } from '../../../src/ctap2/index.ts'

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
      signal: AbortSignal.timeout(300),
      onChange: (found) => {
        seen.push(found.map(({ path }) => path).join('+'))
        if (found.length > 0) return
        block(400)
        devices = [device('a')]
      },
    })
    expect(seen).toEqual(['', 'a'])
  })

  test('does not begin when it has been stopped before', async () => {
    const list = vi.fn<KeySource['list']>()
    const source: KeySource = { list, open: () => Promise.reject(new Error('no')) }
    await watchKeys(source, { signal: AbortSignal.abort(), onChange: () => undefined })
    expect(list).not.toHaveBeenCalled()
  })
})
