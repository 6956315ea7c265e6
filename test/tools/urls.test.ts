import { describe, expect, test } from 'vitest'
import { fromWire, originOf, toWire } from '../../tools/electron-host/window/urls.mjs'

const isOwn = (scheme: string): boolean => scheme === 'app'
const wire = 'https://station.app.electron-host.invalid'

describe('addresses of the host’s pages', () => {
  test.each([
    ['app://station/index.html', `${wire}/index.html`],
    ['app://station/a?b=c#d', `${wire}/a?b=c#d`],
    ['app://station/', `${wire}/`],
  ])('%s is shown to the browser as an https address, and back', (url, shown) => {
    expect(toWire(url, isOwn)).toBe(shown)
    expect(fromWire(shown)).toBe(url)
  })

  test('an address without a path gets one', () => {
    expect(toWire('app://station', isOwn)).toBe(`${wire}/`)
    expect(fromWire(wire)).toBe('app://station/')
  })

  test.each(['https://example.com/', 'data:text/html,x', 'about:blank', 'other://station/'])(
    '%s stays what it is',
    (url) => {
      expect(toWire(url, isOwn)).toBe(url)
      expect(fromWire(url)).toBe(url)
    },
  )

  test.each([
    'https://example.com/.app.electron-host.invalid/',
    'https://example.com?.app.electron-host.invalid/',
    'https://me@station.app.electron-host.invalid/',
    'https://station.app.electron-host.invalid.example.com/',
    'https://station.app.electron-host.invalid:8443/',
    'http://station.app.electron-host.invalid/',
  ])('%s is not taken for the app’s own', (url) => {
    expect(fromWire(url)).toBe(url)
  })

  test.each([
    ['app://station/index.html', 'app://station'],
    ['https://example.com/a', 'https://example.com'],
    ['file:///etc/hosts', 'file://'],
    ['data:text/html,x', 'null'],
    ['about:blank', 'null'],
  ])('the origin of %s is %s', (url, origin) => {
    expect(originOf(url)).toBe(origin)
  })
})
