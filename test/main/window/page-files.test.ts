import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerWindow } from '../../../src/main/window/page-files.ts'

let folder = ''
const root = (): string => join(folder, 'renderer')

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-window-'))
  mkdirSync(join(root(), 'assets'), { recursive: true })
  mkdirSync(join(folder, 'renderer-of-another'))
  writeFileSync(join(root(), 'index.html'), '<!doctype html>')
  writeFileSync(join(root(), 'assets', 'index.js'), 'export {}')
  writeFileSync(join(root(), 'assets', 'notes.txt'), 'not for the window')
  writeFileSync(join(folder, 'secret.js'), 'secret')
  writeFileSync(join(folder, 'renderer-of-another', 'index.js'), 'another')
})

afterAll(() => rmSync(folder, { recursive: true }))

const get = (url: string): Promise<Response> => answerWindow(root(), new Request(url))

describe('the files of the window', () => {
  test.each([
    ['app://station/', 'text/html; charset=utf-8'],
    ['app://station/index.html', 'text/html; charset=utf-8'],
    ['app://station/index.html?theme=dark#run', 'text/html; charset=utf-8'],
    ['app://station/assets/index.js', 'text/javascript; charset=utf-8'],
  ])('%s is answered as %s', async (url, type) => {
    const response = await get(url)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
  })

  test.each([
    'app://station/../secret.js',
    'app://station/%2e%2e/secret.js',
    'app://station/..%2fsecret.js',
    'app://station/assets/..%2f..%2fsecret.js',
    'app://station/../renderer-of-another/index.js',
    'app://station/..%2frenderer-of-another%2findex.js',
    'app://station/%E0%A4%A.js',
    'app://station/index.js%00.html',
    'app://station/assets',
    'app://station/assets/notes.txt',
    'app://station/missing.js',
    'app://elsewhere/index.html',
    'https://station/index.html',
  ])('%s is not there', async (url) => {
    const response = await get(url)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  test('only GET is answered', async () => {
    const request = new Request('app://station/index.html', { method: 'POST', body: 'x' })
    expect((await answerWindow(root(), request)).status).toBe(405)
  })

  test.each(['app://station/index.html', 'app://station/missing.js'])(
    '%s comes with the headers that lock the page',
    async (url) => {
      const { headers } = await get(url)
      expect(headers.get('content-security-policy')?.split('; ')).toEqual([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ])
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cache-control')).toBe('no-store')
    },
  )
})
