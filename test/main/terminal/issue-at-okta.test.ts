import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { TerminalIo } from '../../../src/main/terminal/printing/io.ts'
import { runTerminal } from '../../../src/main/terminal/run-terminal.ts'
import { startOktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import { encodeMemory } from '../../../src/simulator/virtual-key/memory-format.ts'
import { serveOverUdp } from '../../../src/simulator/virtual-key/udp-server.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'

/** A terminal with a connection file to a double of Okta, and a key at a UDP port. */
async function atOkta() {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-at-okta-'))
  const okta = await startOktaDouble()
  const virtualKey = new VirtualKey({ resetWindowMs: Number.POSITIVE_INFINITY })
  const key = await serveOverUdp(virtualKey, { port: 0, hearsReboot: false })
  onTestFinished(async () => {
    await Promise.all([key.close(), okta.close()])
    await rm(folder, { recursive: true })
  })
  const file = join(folder, 'connection.json')
  await writeFile(file, JSON.stringify(okta.connection))
  const place = ['--connection', file, '--data', folder, '--key', `udp:127.0.0.1:${key.port}`]

  async function station(...args: readonly string[]) {
    const printed: string[] = []
    const io: TerminalIo = {
      print: (line) => void printed.push(line),
      tell: () => undefined,
      askHidden: null,
      ask: null,
      onInterrupt: () => undefined,
    }
    const status = await runTerminal([...args, ...place], io)
    return { status, printed }
  }
  return { okta, virtualKey, station }
}

test('a service app with DPoP issues to a login with an @, in two calls once the person is found', async () => {
  const { okta, station } = await atOkta()
  expect(okta.connection.auth.kind).toBe('service-app')
  expect(okta.settings.serviceApp.dpopRequired).toBe(true)
  const { status, printed } = await station('issue', '--person', 'jane.doe@example.com')
  expect(printed.join('\n')).toContain('Issued to Jane Doe (jane.doe@example.com')
  expect(status).toBe(0)
  const { requests, factors } = okta.records()
  expect(factors.find(({ login }) => login === 'jane.doe@example.com')?.status).toBe('ACTIVE')
  expect(requests.filter(({ path }) => /@|%/.test(path))).toEqual([])
})

test('who is deprovisioned is told so in words, and that their login is taken', async () => {
  const { okta, station } = await atOkta()
  const { status, printed } = await station('issue', '--person', 'dean.departed@example.com')
  expect(status).toBe(1)
  const told = printed.join('\n')
  expect(told).toContain('Okta lists dean.departed@example.com as “Deactivated”.')
  expect(told).toContain('its login stays taken')
  expect(okta.records().requests.filter(({ method }) => method !== 'GET')).toHaveLength(2)
})

test('the sixth command for somebody within five minutes is refused before the key is erased', async () => {
  const { okta, virtualKey, station } = await atOkta()
  const issue = ['issue', '--person', 'jane.doe@example.com', '--erase'] as const
  for (let sent = 0; sent < 5; sent++) {
    const { status, printed } = await station(...issue)
    expect({ status, printed }).toMatchObject({ status: 0 })
  }
  // A key without a serial number is asked what it answers for, and counts that as a signature.
  const memory = () => encodeMemory({ ...virtualKey.memory, signCount: 0 })
  const before = memory()
  const { factors } = okta.records()
  const { status, printed } = await station(...issue)
  expect(status).toBe(1)
  expect(printed.join('\n')).toContain('Okta asks to slow down')
  expect(memory()).toEqual(before)
  expect(okta.records().factors).toEqual(factors)
  const other = await station('issue', '--person', 'john.doe@example.com', '--erase')
  expect(other.status).toBe(0)
})
