import { describe, expect, test } from 'vitest'
import { chooseRunner, commandOf, environmentOf, refusal } from '../../tools/launch-plan.mjs'

const person = {
  args: [] as string[],
  platform: 'linux',
  environment: { DISPLAY: ':0' } as Record<string, string>,
  isRoot: false,
}

describe('whether a window can be opened here', () => {
  test('a person with a display is not refused', () => {
    expect(refusal(person)).toBeNull()
    expect(refusal({ ...person, environment: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeNull()
    expect(refusal({ ...person, platform: 'win32', environment: {} })).toBeNull()
  })

  test('without a display the terminal’s command is named', () => {
    const withoutDisplay = { ...person, environment: {} }
    expect(refusal(withoutDisplay)).toContain('npm run station -- issue --person LOGIN [--demo]')
    expect(refusal({ ...withoutDisplay, args: ['--demo'] })).toMatch(/--person LOGIN --demo$/)
  })

  test('root is refused unless it is accepted knowingly', () => {
    const root = { ...person, isRoot: true }
    expect(refusal(root)).toContain('KEYDESK_ALLOW_ROOT=1')
    const environment = { DISPLAY: ':0', KEYDESK_ALLOW_ROOT: '1' }
    expect(refusal({ ...root, environment })).toBeNull()
  })

  test.each(['--inspect', '--inspect-brk=0', '--remote-debugging-port=9222', '-r', '--no-sandbox'])(
    '%s is refused',
    (arg) => {
      expect(refusal({ ...person, args: ['--demo', arg] })).toContain(arg)
    },
  )
})

describe('what opens it', () => {
  test('Electron where it is, without a word', () => {
    expect(chooseRunner({ electron: '/electron', browser: '/chromium' })).toEqual({
      kind: 'electron',
      say: null,
    })
  })

  test('else a browser, and one sentence says so', () => {
    expect(chooseRunner({ electron: null, browser: '/usr/bin/chromium' })).toEqual({
      kind: 'host',
      say: "Electron's binary is not here and could not be downloaded: Keydesk opens in /usr/bin/chromium instead.",
    })
  })

  test('else nothing, and what to install', () => {
    const { kind, say } = chooseRunner({ electron: null, browser: null })
    expect(kind).toBe('none')
    expect(say).toContain('apt-get install chromium')
    expect(say).toContain('ELECTRON_MIRROR')
  })

  test('the app and its arguments come after the runner’s own', () => {
    const plan = { electron: '/electron', host: '/host.mjs', node: '/node', app: '/app' }
    const facts = { ...person, args: ['--demo'] }
    expect(commandOf({ ...plan, kind: 'host' }, facts)).toEqual({
      command: '/node',
      args: ['/host.mjs', '/app', '--demo'],
    })
    expect(commandOf({ ...plan, kind: 'electron' }, { ...facts, isRoot: true })).toEqual({
      command: '/electron',
      args: ['--no-sandbox', '/app', '--demo'],
    })
  })

  test('variables that make Node run other code do not reach the app', () => {
    const environment = { NODE_OPTIONS: '--require evil.js', ELECTRON_RUN_AS_NODE: '1', HOME: '/h' }
    expect(environmentOf({ ...person, environment })).toEqual({
      HOME: '/h',
      ELECTRON_HOST_HEADLESS: '0',
    })
  })
})
