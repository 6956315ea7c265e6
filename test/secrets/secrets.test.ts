import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runTerminal } from '../../src/main/terminal/run-terminal.ts'
import { startOktaDouble, type OktaDouble } from '../../src/simulator/okta/okta-double.ts'
import { serveOverUdp } from '../../src/simulator/virtual-key/udp-server.ts'
import { VirtualKey } from '../../src/simulator/virtual-key/virtual-key.ts'

const pin = '83019274650'
const tsx = createRequire(import.meta.url).resolve('tsx/cli')
const program = fileURLToPath(new URL('station-run.ts', import.meta.url))

/** A run of one way of signing in, and where what it left behind lies. */
interface Remains {
  readonly folder: string
  readonly output: string
  readonly secrets: ReadonlyMap<string, string>
}

const doubles: OktaDouble[] = []
const folders: string[] = []

afterAll(async () => {
  for (const double of doubles) await double.close()
  for (const folder of folders) await rm(folder, { recursive: true })
})

async function leaveRemains(kind: 'service-app' | 'token'): Promise<Remains> {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-secrets-'))
  folders.push(folder)
  const double = await startOktaDouble()
  doubles.push(double)
  const connection = double.connectionFor(kind)
  await writeFile(join(folder, 'own-pin'), pin)
  const file = join(folder, 'connection.json')
  await writeFile(file, JSON.stringify(connection))
  const key = new VirtualKey({ resetWindowMs: Number.POSITIVE_INFINITY })
  const { port, close } = await serveOverUdp(key, { port: 0, hearsReboot: false })
  const output = await runProgram([folder, String(port), file])
  await close()
  // What only the test knows and wrote down must not be found for that.
  await rm(file)
  await rm(join(folder, 'own-pin'))
  const randomPin = await readFile(join(folder, 'random-pin'), 'utf8')
  await rm(join(folder, 'random-pin'))
  const { auth } = connection
  const secrets = new Map([
    ['the PIN that was typed', pin],
    ['the PIN the station made', randomPin],
  ])
  if (auth.kind === 'service-app') secrets.set('the private key', auth.privateKey.d ?? '')
  if (auth.kind === 'token') secrets.set('the API token', auth.token)
  return { folder, output, secrets }
}

function runProgram(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [tsx, program, ...args])
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (output += String(chunk)))
  }
  return new Promise((resolve, reject) => {
    child.once('exit', (status) =>
      status === 0 ? resolve(output) : reject(new Error(`ended with ${status}: ${output}`)),
    )
  })
}

/** A secret as it could stand somewhere: as it is, in UTF-16, hexadecimal or base64. */
function formsOf(secret: string): Buffer[] {
  const bytes = Buffer.from(secret)
  const texts = [secret, bytes.toString('hex'), bytes.toString('base64').replaceAll('=', '')]
  const numbers = [[...bytes].join(',')]
  return [...texts, ...numbers].flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')])
}

/** Which secrets a file holds, read piece by piece: a heap snapshot is large. */
async function secretsIn(file: string, secrets: ReadonlyMap<string, string>): Promise<string[]> {
  const found = new Set<string>()
  const forms = [...secrets].map(([name, secret]) => [name, formsOf(secret)] as const)
  let tail = Buffer.alloc(0)
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 22 })) {
    const piece = Buffer.concat([tail, chunk as Buffer])
    for (const [name, shapes] of forms) {
      if (shapes.some((shape) => piece.includes(shape))) found.add(name)
    }
    tail = piece.subarray(-2048)
  }
  return [...found]
}

describe.each(['service-app', 'token'] as const)('after a whole run, signed in by %s', (kind) => {
  let remains: Remains

  beforeAll(async () => {
    remains = await leaveRemains(kind)
  })

  test('everything was done', () => {
    expect(remains.output.trim().split('\n')).toEqual([
      'issue-key: done',
      'reset-pin: done',
      'whose-key: done',
      'reset-pin: done',
      'issue-key: done',
    ])
  })

  test('no secret stands in the registry, its log, what was kept, the messages or the heap', async () => {
    const { folder, secrets } = remains
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile())
    const names = files.map(({ parentPath, name }) => join(parentPath, name))
    expect(names.map((name) => name.slice(folder.length + 1)).toSorted()).toEqual(
      expect.arrayContaining(['main.heapsnapshot', 'messages', 'station/registry.sqlite']),
    )
    const found: Record<string, string[]> = {}
    for (const name of names) found[name.slice(folder.length + 1)] = await secretsIn(name, secrets)
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])))
  })

  test('nor in what the program printed, nor in the exports of the journal', async () => {
    const { folder, output, secrets } = remains
    const printed: string[] = [output]
    const io = {
      print: (line: string) => void printed.push(line),
      tell: (line: string) => void printed.push(line),
      askHidden: null,
      ask: null,
      onInterrupt: () => undefined,
    }
    const data = ['--data', join(folder, 'station')]
    for (const format of ['jsonl', 'csv']) {
      expect(await runTerminal(['audit', 'export', '--format', format, ...data], io)).toBe(0)
    }
    const file = join(folder, 'printed')
    await writeFile(file, printed.join('\n'))
    expect(await secretsIn(file, secrets)).toEqual([])
  })

  test('and whoever looks would find them', async () => {
    const { folder, secrets } = remains
    const file = join(folder, 'control')
    await writeFile(file, [...secrets.values()].join('\n'))
    expect(await secretsIn(file, secrets)).toEqual([...secrets.keys()])
    await rm(file)
  })
})
