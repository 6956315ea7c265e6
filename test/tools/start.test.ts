import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isStale } from '../../tools/build.mjs'
import { electronExecutable } from '../../tools/electron-binary.mjs'
import { findBrowser } from '../../tools/electron-host/browser/find.mjs'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-tools-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

function put(path: string, options: { readonly at?: number; readonly mode?: number } = {}): string {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '', { mode: options.mode ?? 0o644 })
  utimesSync(file, options.at ?? 0, options.at ?? 0)
  return file
}

async function run(script: string, args: readonly string[], environment: Record<string, string>) {
  const child = spawn(process.execPath, [script, ...args], { env: environment })
  const said: string[] = []
  child.stdout.on('data', (data) => said.push(String(data)))
  child.stderr.on('data', (data) => said.push(String(data)))
  const [code]: unknown[] = await once(child, 'close')
  return { code, said: said.join('') }
}

test.runIf(process.platform === 'linux')(
  '`npm start` without a display names the terminal and fails',
  async () => {
    const { code, said } = await run('tools/start.mjs', [], {})
    expect(code).toBe(1)
    expect(said).toBe(
      'There is no display here, so the window cannot be opened. The same work from the terminal: npm run station -- help\n',
    )
  },
)

test.runIf(process.platform === 'linux')(
  '`npm run demo` without a display issues its key in the terminal',
  async () => {
    const { code, said } = await run('tools/start.mjs', ['--demo'], {
      PATH: process.env.PATH ?? '',
    })
    expect(said).toContain('There is no display here, so the demo issues its key in the terminal.')
    expect(said).toContain('Issued to Jane Doe (jane.doe@example.com')
    expect(code).toBe(0)
  },
  120_000,
)

test.runIf(process.platform === 'linux' && electronExecutable() === null)(
  'the end-to-end specs are left out in one line where nothing can run them, if they may be',
  async () => {
    const environment = { PATH: folder }
    const optional = await run('tools/test-e2e.mjs', ['--if-possible'], environment)
    expect(optional.code).toBe(0)
    expect(optional.said).toMatch(/^The end-to-end specs were left out: .*apt-get install.*\.\n$/)
    const wanted = await run('tools/test-e2e.mjs', [], environment)
    expect(wanted.code).toBe(1)
    expect(wanted.said).toContain('cannot run')
  },
)

describe('whether the app has to be built', () => {
  const outputs = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']

  function project(sourceAt: number): void {
    for (const output of outputs) put(output, { at: 200 })
    for (const source of ['package.json', 'electron.vite.config.ts']) put(source, { at: 100 })
    put('src/main/index.ts', { at: sourceAt })
    for (const made of ['src/main', 'src']) utimesSync(join(folder, made), 100, 100)
  }

  test('not when everything built is newer than the sources', () => {
    project(100)
    expect(isStale(folder)).toBe(false)
  })

  test('when one source is newer', () => {
    project(300)
    expect(isStale(folder)).toBe(true)
  })

  test('when a part is missing', () => {
    project(100)
    rmSync(join(folder, 'out/renderer/index.html'))
    expect(isStale(folder)).toBe(true)
  })
})

describe('what is found', () => {
  test('Electron’s executable, by the package’s own note of its path', () => {
    expect(electronExecutable(folder)).toBeNull()
    writeFileSync(join(folder, 'path.txt'), 'electron')
    expect(electronExecutable(folder)).toBeNull()
    const executable = put('dist/electron')
    expect(electronExecutable(folder)).toBe(executable)
  })

  test.runIf(process.platform === 'linux')('the first browser in the PATH that can be run', () => {
    put('a/chromium', { mode: 0o644 })
    const chrome = put('b/google-chrome', { mode: 0o755 })
    const environment = { PATH: `${join(folder, 'a')}:${join(folder, 'b')}` }
    expect(findBrowser(environment, 'linux')).toBe(chrome)
    const chromium = put('b/chromium', { mode: 0o755 })
    expect(findBrowser(environment, 'linux')).toBe(chromium)
  })

  test('the browser that is named, or none', () => {
    const named = put('my-chromium', { mode: 0o755 })
    expect(findBrowser({ ELECTRON_HOST_CHROMIUM: named, PATH: '/usr/bin' })).toBe(named)
    const missing = join(folder, 'missing')
    expect(findBrowser({ ELECTRON_HOST_CHROMIUM: missing, PATH: '/usr/bin' })).toBeNull()
  })
})
