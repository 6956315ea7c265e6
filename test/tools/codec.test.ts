import { runInThisContext } from 'node:vm'
import { anything, assert, oneof, property, uint8Array } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codecFactory, decode, encode } from '../../tools/electron-host/page/codec.mjs'

/** What Electron's IPC does to a value: there and back, with JSON in between. */
function cross(value: unknown): unknown {
  return decode(JSON.parse(JSON.stringify(encode(value))))
}

describe('the host’s codec', () => {
  test.each([
    ['null', null],
    ['undefined', undefined],
    ['true', true],
    ['text', 'Zoë — 鍵'],
    ['a negative zero', -0],
    ['not a number', Number.NaN],
    ['infinity', Number.NEGATIVE_INFINITY],
    ['a big integer', 2n ** 70n],
    ['a date', new Date(86_400_000)],
    ['an invalid date', new Date(Number.NaN)],
    ['a regular expression', /^a+$/giu],
    ['bytes', new Uint8Array([0, 1, 254, 255])],
    ['no bytes', new Uint8Array()],
    ['an array buffer', new Uint8Array([7, 8]).buffer],
    ['floats', new Float64Array([1.5, -0])],
    ['a map of maps', new Map<unknown, unknown>([[{ a: 1 }, new Map([[1n, 'x']])]])],
    ['a set', new Set(['a', undefined, null])],
    ['a nest', { a: [1, { b: [undefined, null] }], c: new Date(1) }],
  ])('carries %s', (_name, value) => {
    expect(cross(value)).toStrictEqual(structuredClone(value))
  })

  test('carries whatever JSON and structured clone can hold', () => {
    const leaf = oneof(
      anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }),
      uint8Array(),
    )
    assert(
      property(leaf, (value) => {
        let cloned: unknown
        try {
          cloned = structuredClone(value)
        } catch {
          return
        }
        expect(cross(value)).toEqual(cloned)
      }),
    )
  })

  test('takes the part of the buffer that a view shows', () => {
    const view = new Uint8Array([1, 2, 3, 4]).subarray(1, 3)
    expect(cross(view)).toEqual(new Uint8Array([2, 3]))
  })

  test('keeps shared and circular references', () => {
    const shared = { n: 1 }
    const root: Record<string, unknown> = { a: shared, b: shared }
    root.self = root
    const copy = cross(root) as typeof root
    expect(copy.a).toBe(copy.b)
    expect(copy.self).toBe(copy)
  })

  test('keeps an error’s type, words and cause', () => {
    const error = new RangeError('too far', { cause: new Error('because') })
    const copy = cross(error) as Error
    expect(copy).toBeInstanceOf(RangeError)
    expect(copy.message).toBe('too far')
    expect(copy.cause).toEqual(new Error('because'))
  })

  test('makes a key called __proto__ a key', () => {
    const copy = cross(JSON.parse('{"__proto__": {"isAdmin": true}}')) as object
    expect(Object.keys(copy)).toEqual(['__proto__'])
    expect('isAdmin' in copy).toBe(false)
  })

  test.each([
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
    ['a promise', Promise.resolve()],
    ['a function deep inside', { a: [() => 1] }],
  ])('refuses %s in Electron’s words', (_name, value) => {
    expect(() => void encode(value)).toThrow('An object could not be cloned.')
  })

  test('needs nothing from outside its own text, for that text runs in the page', () => {
    const copy = runInThisContext(`(${String(codecFactory)})()`) as ReturnType<typeof codecFactory>
    expect(copy.decode(copy.encode([new Uint8Array([1])]))).toEqual([new Uint8Array([1])])
  })
})
