import { describe, expect, test, vi } from 'vitest'
import { fetchWithin, isAddress } from '../../../src/main/trust/fetch-within.ts'
import { faultOf } from '../../../src/main/trust/trust-error.ts'

const LIMITS = { mostBytes: 1000, timeLimitMs: 5000 }

/** A network of pages by address; what was asked for is kept in order. */
function network(pages: Readonly<Record<string, () => Response | Promise<Response>>>) {
  const asked: string[] = []
  const request: typeof fetch = async (input) => {
    const url = input instanceof Request ? input.url : String(input)
    asked.push(url)
    const page = pages[url]
    if (page === undefined) throw new TypeError('fetch failed')
    return page()
  }
  const get = async (address: string, limits = LIMITS): Promise<unknown> => {
    const answer = await fetchWithin(request, address, limits).catch(faultOf)
    return typeof answer === 'string' ? answer : { text: Buffer.from(answer).toString() }
  }
  return { asked, get }
}

const moved = (location: string) => () => new Response(null, { status: 302, headers: { location } })

describe('an https address', () => {
  test('is got', async () => {
    const { get } = network({ 'https://mds.example/': () => new Response('blob') })
    expect(await get('https://mds.example/')).toEqual({ text: 'blob' })
  })

  test('may redirect, with a path alone too', async () => {
    const { get, asked } = network({
      'https://mds.example/': moved('https://cdn.example/a'),
      'https://cdn.example/a': moved('/b'),
      'https://cdn.example/b': () => new Response('blob'),
    })
    expect(await get('https://mds.example/')).toEqual({ text: 'blob' })
    expect(asked).toHaveLength(3)
  })

  test('may not redirect to http, nor for ever', async () => {
    const { get, asked } = network({
      'https://mds.example/': moved('http://mds.example/'),
      'http://mds.example/': () => new Response('blob'),
      'https://loop.example/': moved('https://loop.example/'),
    })
    expect(await get('https://mds.example/')).toBe('not-https')
    expect(asked).toEqual(['https://mds.example/'])
    expect(await get('https://loop.example/')).toBe('unreachable')
  })
})

test.each(['http://mds.example/', 'ftp://mds.example/', 'file:///etc/hostname'])(
  '%s is not asked',
  async (address) => {
    const { get, asked } = network({ [address]: () => new Response('blob') })
    expect(await get(address)).toBe('not-https')
    expect(asked).toEqual([])
  },
)

describe('nothing is got', () => {
  test('from where nobody answers, or with an error', async () => {
    const { get } = network({
      'https://busy.example/': () => new Response('later', { status: 503 }),
    })
    expect(await get('https://nowhere.example/')).toBe('unreachable')
    expect(await get('https://busy.example/')).toBe('unreachable')
    expect(await get('https://')).toBe('unreachable')
  })

  test('of an answer that is too large, and its rest is left', async () => {
    let pulls = 0
    const endless = () =>
      new Response(
        new ReadableStream({
          pull: (controller) => {
            pulls += 1
            controller.enqueue(new Uint8Array(400))
          },
        }),
      )
    const { get } = network({ 'https://mds.example/': endless })
    expect(await get('https://mds.example/')).toBe('too-large')
    expect(pulls).toBeLessThan(10)
  })

  test('of an error’s page, which is not left half read', async () => {
    const cancel = vi.fn<() => void>()
    const page = () => new Response(new ReadableStream({ cancel }), { status: 503 })
    const { get } = network({ 'https://busy.example/': page })
    expect(await get('https://busy.example/')).toBe('unreachable')
    expect(cancel).toHaveBeenCalledOnce()
  })

  test('after the time limit', async () => {
    const request: typeof fetch = (_input, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
      })
    const limits = { ...LIMITS, timeLimitMs: 20 }
    expect(await fetchWithin(request, 'https://slow.example/', limits).catch(faultOf)).toBe(
      'unreachable',
    )
  })
})

test.each([
  ['https://mds3.fidoalliance.org/', true],
  ['HTTP://mds.example', true],
  ['/home/jane/blob.jwt', false],
  ['blob.jwt', false],
  ['C:\\Users\\jane\\blob.jwt', false],
])('%s is an address: %s', (source, expected) => {
  expect(isAddress(source)).toBe(expected)
})
