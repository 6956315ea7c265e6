import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { startOktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import { serveOverUdp } from '../../../src/simulator/virtual-key/udp-server.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { serveRaw } from '../../support/company-network.ts'

/**
 * What the terminal's process still holds when its work is done, as it says itself: of that, what
 * would keep it waiting. `beforeExit` comes only where a process ends because nothing is left to do.
 */
const witness = `
  const holding = /Timeout|Server|Worker|FSEvent|SignalWrap|MessagePort/
  process.stdin.once('close', () =>
    setImmediate(() => {
      const held = process.getActiveResourcesInfo().filter((name) => holding.test(name))
      console.error('held: ' + held.join())
    }))
  process.once('beforeExit', () => console.error('ended by itself'))
`

/** Runs the terminal in a process of its own, on a key and an Okta in this one. */
async function terminal(args: readonly string[], variables: NodeJS.ProcessEnv = {}) {
  const look = `data:text/javascript,${encodeURIComponent(witness)}`
  const loaded = ['--import', import.meta.resolve('tsx'), '--import', look]
  const child = spawn(process.execPath, [...loaded, 'src/main/cli.ts', ...args], {
    // Nobody closes its input, as where a person sits before it.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...variables },
  })
  const exit = once(child, 'exit')
  const [out, told] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [status] = await exit
  return { status, out, told: told.split('\n').filter((line) => line !== '') }
}

test('a command ends when its work is done, and keeps nothing that would hold its process', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-end-'))
  const double = await startOktaDouble()
  const key = await serveOverUdp(new VirtualKey(), { port: 0, hearsReboot: false })
  onTestFinished(async () => {
    await Promise.all([double.close(), key.close()])
    await rm(folder, { recursive: true })
  })
  const connection = join(folder, 'connection.json')
  await writeFile(connection, JSON.stringify(double.connection))
  const place = ['--connection', connection, '--data', join(folder, 'station')]
  const at = ['--key', `udp:127.0.0.1:${key.port}`, ...place]
  const whole = ['held: ', 'ended by itself']

  const person = 'jane.doe@example.com'
  const issued = await terminal(['issue', '--person', person, '--template', 'hand-over', ...at])
  expect(issued).toMatchObject({ status: 0, out: expect.stringContaining('Issued to Jane Doe') })
  expect(issued.told.slice(-2)).toEqual(whole)
  // From now on the station asks Okta by itself, once a minute, what happened there.
  const whose = await terminal(['whose', ...at])
  expect(whose).toMatchObject({ status: 0, out: expect.stringContaining('Jane Doe’s key') })
  expect(whose.told.slice(-2)).toEqual(whole)
  expect((await terminal(['readiness', ...place])).told.slice(-2)).toEqual(whole)
  const failed = await terminal(['erase', ...at])
  expect(failed.status).not.toBe(0)
  expect(failed.told.slice(-2)).toEqual(whole)
})

test('a proxy that closes what it accepts is told, and left alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-end-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const proxy = await serveRaw((socket) => socket.once('data', () => socket.destroy()))
  const connection = join(folder, 'connection.json')
  const auth = { kind: 'token', token: '00Q-lab-token' }
  await writeFile(connection, JSON.stringify({ orgUrl: 'https://acme.okta.example', auth }))
  const place = ['--connection', connection, '--data', join(folder, 'station')]
  const variables = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: '' }
  const person = 'jane.doe@example.com'
  const at = [...place, '--key', 'udp:127.0.0.1:9']

  const failed = await terminal(['issue', '--person', person, ...at], variables)
  expect(failed).toMatchObject({
    status: 1,
    out: expect.stringContaining('that proxy does not answer'),
  })
  expect(failed.told.slice(-2)).toEqual(['held: ', 'ended by itself'])
})
