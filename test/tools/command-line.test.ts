import { describe, expect, test } from 'vitest'
import { findApp, isHeadless, readArguments } from '../../tools/electron-host/command-line.mjs'

describe('Electron’s command line, read by the host', () => {
  test('reads what Playwright starts Electron with', () => {
    const line = readArguments([
      '-r',
      '/loader.js',
      '--no-sandbox',
      '--inspect=0',
      '--remote-debugging-port=0',
      '/app',
      '--user-data-dir=/profile',
      '--demo',
    ])
    expect(line).toMatchObject({
      required: ['/loader.js'],
      isSandboxed: false,
      inspectPort: 0,
      debuggingPort: 0,
      app: '/app',
      appArguments: ['--user-data-dir=/profile', '--demo'],
    })
    expect([...line.switches]).toEqual([['user-data-dir', '/profile']])
  })

  test('without arguments it is the app of this folder, sandboxed and undebugged', () => {
    expect(readArguments([])).toMatchObject({
      app: '.',
      isSandboxed: true,
      inspectPort: null,
      debuggingPort: null,
    })
  })

  test('switches before the app are Chromium’s', () => {
    const { switches } = readArguments(['--lang=de', '--force-dark-mode', '.'])
    expect([...switches]).toEqual([
      ['lang', 'de'],
      ['force-dark-mode', ''],
    ])
  })

  test('finds the main file that package.json names, and that it is a module', () => {
    const app = findApp('.')
    expect(app.main).toMatch(/out[\\/]main[\\/]index\.js$/)
    expect(app.manifest).toMatchObject({ productName: 'Keydesk' })
  })

  test.each([
    [{}, 'linux', true],
    [{ DISPLAY: ':0' }, 'linux', false],
    [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', false],
    [{ DISPLAY: ':0', ELECTRON_HOST_HEADLESS: '1' }, 'linux', true],
    [{ ELECTRON_HOST_HEADLESS: '0' }, 'linux', false],
    [{}, 'darwin', false],
  ])('with %o on %s, headless is %s', (environment, platform, expected) => {
    expect(isHeadless(readArguments([]), environment, platform)).toBe(expected)
  })
})
