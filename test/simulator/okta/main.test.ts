import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { parseArguments } from '../../../src/simulator/okta/arguments.ts'
import { startOktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import { send, textAt } from '../../support/okta-caller.ts'

function run(...words: readonly string[]): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/simulator/okta/main.ts', ...words],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function finish(child: ChildProcess): Promise<{ status: unknown; errors: string }> {
  let errors = ''
  child.stderr?.on('data', (part: Buffer) => (errors += part.toString()))
  const [status] = (await once(child, 'close')) as unknown[]
  return { status, errors }
}

test('offers the double alone, with a ready connection file, until it is interrupted', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'okta-double-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'connection.json')
  const child = run('--port', '0', '--connection', file, '--sign-in', 'token')
  let output = ''
  while (!output.includes('written')) {
    const [part] = (await once(child.stdout ?? child, 'data')) as [Buffer]
    output += part.toString()
  }
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? ''
  const connection: unknown = JSON.parse(await readFile(file, 'utf8'))
  expect(connection).toEqual({
    orgUrl: url,
    origin: 'https://demo.okta.example',
    auth: { kind: 'token', token: expect.stringMatching(/^00\w{40}$/) as string },
  })
  expect((await stat(file)).mode & 0o077).toBe(0)
  const authorization = `SSWS ${textAt(connection, 'auth.token')}`
  const answer = await send(`${url}/api/v1/users?limit=1`, 'GET', undefined, { authorization })
  expect(answer.list()).toHaveLength(1)
  child.kill('SIGINT')
  const [status] = z.array(z.unknown()).parse(await once(child, 'close'))
  expect(status).toBe(0)
})

test('a port in use and a file that cannot be written are said in one line', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await once(taken, 'listening')
  const address = z.object({ port: z.number() }).parse(taken.address())
  const busy = await finish(run('--port', String(address.port)))
  expect(busy).toEqual({
    status: 1,
    errors: `okta-double: port ${String(address.port)} is in use; choose another with --port\n`,
  })
  const unwritable = await finish(run('--port', '0', '--connection', '/nonexistent/file'))
  expect(unwritable.status).toBe(1)
  expect(unwritable.errors).toMatch(/^okta-double: cannot write the connection file: .*\n$/)
})

test.each([
  [['--port', 'x'], "--port must be a number from 0 to 65535, not 'x'"],
  [['--port', '70000'], "--port must be a number from 0 to 65535, not '70000'"],
  [['--origin', 'http://x'], "--origin must be like https://host, not 'http://x'"],
  [['--origin', 'https://x/path'], "--origin must be like https://host, not 'https://x/path'"],
  [['--custom-domain', 'a/b'], "--custom-domain must be a host name, not 'a/b'"],
  [['--sign-in', 'x'], '--sign-in must be one of service-app, token, operator'],
  [['--bogus'], "Unknown option '--bogus'"],
  [['word'], "Unexpected argument 'word'"],
])('refuses %j', (words, sentence) => {
  expect(parseArguments(words)).toContain(sentence)
})

test('reads what it was told', () => {
  expect(parseArguments([])).toEqual({ port: 4999, signIn: 'service-app', connectionFile: null })
  expect(
    parseArguments([
      '--port',
      '0',
      '--origin',
      'https://a.example',
      '--custom-domain',
      'b.example',
    ]),
  ).toEqual({
    port: 0,
    signIn: 'service-app',
    connectionFile: null,
    origin: 'https://a.example',
    customDomain: 'b.example',
  })
})

test('explains itself', async () => {
  const child = run('--help')
  let output = ''
  child.stdout?.on('data', (part: Buffer) => (output += part.toString()))
  expect((await finish(child)).status).toBe(0)
  expect(output).toContain('--connection FILE')
})

test('listens on the loopback address only', async () => {
  const okta = await startOktaDouble()
  onTestFinished(() => okta.close())
  expect(okta.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(okta.connectionFor('operator').auth).toMatchObject({ redirectPort: 8371 })
  await expect(fetch(okta.url.replace('127.0.0.1', '[::1]'))).rejects.toThrow('fetch failed')
})
