import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  fingerprintProfile,
  fullProfile,
  likeSimulators,
  type KeyProfile,
} from '../../../src/simulator/virtual-key/profile.ts'
import { serveOverUdp } from '../../../src/simulator/virtual-key/udp-server.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'

/** Clients that share nothing with us, where their Debian packages are installed. */

const has = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

const python = ['/usr/bin/python3', 'python3'].find((each) =>
  has(each, '-c', 'import fido2.ctap2.blob'),
)
const compiler = process.env['CC'] ?? 'cc'
const hasLibfido2 = has('pkg-config', 'libfido2') && has(compiler, '--version')
if (!python) console.log('python3-fido2 is not installed: its check is skipped')
if (!hasLibfido2) console.log('libfido2-dev or a C compiler is not installed: its check is skipped')

async function hold(
  profile: KeyProfile,
  command: string,
  ...args: readonly string[]
): Promise<string> {
  const key = new VirtualKey({ profile, resetWindowMs: Number.POSITIVE_INFINITY })
  const server = await serveOverUdp(key, { port: 0, hearsReboot: false })
  onTestFinished(() => server.close())
  const client = spawn(command, [...args, String(server.port)])
  let output = ''
  for (const stream of [client.stdout, client.stderr])
    stream.on('data', (text: Buffer) => {
      output += text.toString()
    })
  await once(client, 'close')
  return output
}

function buildLibfido2Client(): string {
  const folder = mkdtempSync(join(tmpdir(), 'libfido2-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const program = join(folder, 'client')
  const source = join(import.meta.dirname, 'libfido2.c')
  const build = spawnSync(compiler, [
    '-Wall',
    '-Wextra',
    '-Werror',
    '-o',
    program,
    source,
    '-lfido2',
  ])
  expect(build.stderr.toString()).toBe('')
  return program
}

describe.each([
  ['a key', fullProfile],
  ['a key with a fingerprint sensor', fingerprintProfile],
  ['a key with the manners of simulators', likeSimulators(fullProfile)],
])('%s', (_, profile) => {
  test.skipIf(!python)('serves python-fido2 with both protocols', async () => {
    const script = join(import.meta.dirname, 'python_fido2.py')
    expect(await hold(profile, python ?? '', script)).toBe('python-fido2: all well\n')
  })

  test.skipIf(!hasLibfido2)('serves libfido2', async () => {
    expect(await hold(profile, buildLibfido2Client())).toBe('libfido2: all well\n')
  })
})
