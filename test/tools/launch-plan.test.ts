import { describe, expect, test } from 'vitest'
import { chooseRunner, commandOf, environmentOf, refusal } from '../../tools/launch-plan.mjs'

const person = {
  args: [] as string[],
  platform: 'linux',
  environment: { DISPLAY: ':0' } as Record<string, string>,
  isRoot: false,
  nodeVersion: '24.11.0',
}
const demo = { ...person, args: ['--demo'] }

describe('whether a window can be opened here', () => {
  test('a person with a display is not refused', () => {
    expect(refusal(person)).toBeNull()
    expect(refusal({ ...person, environment: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeNull()
    expect(refusal({ ...person, platform: 'win32', environment: {} })).toBeNull()
  })

  test('without a display the real station names the terminal, and the demo goes on', () => {
    expect(refusal({ ...person, environment: {} })).toContain('npm run station -- help')
    expect(refusal({ ...demo, environment: {} })).toBeNull()
  })

  test('root gets the demo and never a real connection', () => {
    expect(refusal({ ...person, isRoot: true })).toContain('does not run as root')
    const environment = { DISPLAY: ':0', KEYDESK_ALLOW_ROOT: '1' }
    expect(refusal({ ...person, isRoot: true, environment })).toContain('does not run as root')
    expect(refusal({ ...demo, isRoot: true })).toBeNull()
  })

  test.each(['--inspect', '--inspect-brk=0', '--remote-debugging-port=9222', '-r', '--no-sandbox'])(
    '%s is refused',
    (arg) => {
      expect(refusal({ ...person, args: ['--demo', arg] })).toContain(arg)
    },
  )
})

describe('what opens it', () => {
  const both = { electron: '/electron', browser: '/usr/bin/chromium' }
  const neither = { electron: null, browser: null }

  test('Electron where it is, without a word', () => {
    expect(chooseRunner(both, person)).toEqual({ kind: 'electron', say: null })
    expect(chooseRunner(both, demo)).toEqual({ kind: 'electron', say: null })
  })

  test('else a browser, and one sentence says so', () => {
    expect(chooseRunner({ ...both, electron: null }, person)).toEqual({
      kind: 'host',
      say: "Electron's binary is not here and could not be downloaded: Keydesk opens in /usr/bin/chromium instead.",
    })
  })

  test('a Node that Electron’s installer does not take is named', () => {
    const say = (nodeVersion: string) =>
      chooseRunner({ ...both, electron: null }, { ...person, nodeVersion }).say
    expect(say('20.19.5')).toContain('asks for Node.js 22.12 or newer, and this is 20.19.5')
    expect(say('22.11.0')).toContain('22.12 or newer')
    expect(say('22.12.0')).not.toContain('Node.js')
    expect(say('24.0.0')).not.toContain('Node.js')
  })

  test('else nothing, and what to install', () => {
    const { kind, say } = chooseRunner(neither, person)
    expect(kind).toBe('none')
    expect(say).toContain('apt-get install chromium')
    expect(say).toContain('ELECTRON_MIRROR')
  })

  test('the demo without a display is in the terminal, whatever else is here', () => {
    for (const found of [both, neither]) {
      const { kind, say } = chooseRunner(found, { ...demo, environment: {} })
      expect(kind).toBe('terminal')
      expect(say).toContain('no display')
    }
  })

  test('the demo with a display and nothing to open a window is in the terminal, and says why', () => {
    const { kind, say } = chooseRunner(neither, demo)
    expect(kind).toBe('terminal')
    expect(say).toContain('apt-get install chromium')
  })

  test('the demo opens its window for root too, with a notice', () => {
    const root = { ...demo, isRoot: true }
    expect(chooseRunner(both, root)).toMatchObject({
      kind: 'electron',
      say: expect.stringContaining('sandbox is off'),
    })
    const { kind, say } = chooseRunner({ ...both, electron: null }, root)
    expect(kind).toBe('host')
    expect(say).toMatch(/chromium instead\.\nThis runs as root/)
  })

  test('the app and its arguments come after the runner’s own', () => {
    const plan = {
      electron: '/electron',
      host: '/host.mjs',
      node: '/node',
      app: '/app',
      terminal: ['/tsx', '/cli.ts'],
    }
    const facts = demo
    expect(commandOf({ ...plan, kind: 'host' }, facts)).toEqual({
      command: '/node',
      args: ['/host.mjs', '/app', '--demo'],
    })
    expect(commandOf({ ...plan, kind: 'electron' }, { ...facts, isRoot: true })).toEqual({
      command: '/electron',
      args: ['--no-sandbox', '/app', '--demo'],
    })
    expect(commandOf({ ...plan, kind: 'terminal' }, facts)).toEqual({
      command: '/node',
      args: ['/tsx', '/cli.ts', 'issue', '--person', 'jane.doe@example.com', '--demo'],
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
