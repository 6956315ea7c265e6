import { spawn, type ChildProcess } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setImmediate as nextImmediate, setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { readArguments } from '../../../src/simulator/virtual-key/arguments.ts'
import { fingerprintProfile } from '../../../src/simulator/virtual-key/profile.ts'
import { loadMemory, saveAfterCommands } from '../../../src/simulator/virtual-key/state-file.ts'
import { serveOverUdp } from '../../../src/simulator/virtual-key/udp-server.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { block } from '../../support/block.ts'
import { TestHost } from './host.ts'
import { enrollment } from './enrollment.ts'
import { assertion, bytesAt, getToken, makeDiscoverable, setPin } from './platform.ts'

const REBOOT = Buffer.from(
  'ac1052ca95e569de69e02ebff333485f13f9b2da34c5a8a340526697a9ab2e0b' +
    '394d8d04973c134005be1a0140bff6045bb26eb77a73eaa47813f6b49a7250dc',
  'hex',
)

const cleanups: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'virtual-key-'))
  cleanups.push(() => rmSync(path, { recursive: true }))
  return path
}

describe('arguments', () => {
  test('are read into what the key needs', () => {
    const args = [
      '--udp',
      '8111',
      '--aaguid',
      '2fc0579f-8113-47ea-b116-bb5a8db9202a',
      '--serial',
      '7',
    ]
    const read = readArguments([
      ...args,
      '--touch',
      'ask',
      '--profile',
      'yubikey',
      '--simulator-compat',
    ])
    expect(read).toMatchObject({
      place: 8111,
      touch: 'ask',
      isSimulatorCompatible: true,
      profile: { serialNumber: 7, product: 'YubiKey OTP+FIDO+CCID' },
    })
    expect(readArguments(['--uhid'])).toMatchObject({ place: 'uhid', touch: 'now' })
    expect(readArguments(['--help'])).toBe('help')
  })

  test.each([
    [[], '--udp is missing'],
    [['--udp', '1', '--uhid'], '--udp and --uhid are two keys: give one of them'],
    [['--udp', 'x'], '--udp is not a number from 0 to 65535: x'],
    [['--udp', '70000'], '--udp is not a number from 0 to 65535: 70000'],
    [['--udp', '1', '--touch', 'maybe'], '--touch is not one of now, ask, never: maybe'],
    [['--udp', '1', '--aaguid', '12'], '--aaguid is not a UUID: 12'],
    [['--udp', '1', '--colour', 'red'], "Unknown option '--colour'"],
  ])('%j: %s', (args, message) => {
    expect(() => readArguments(args)).toThrow(message)
  })
})

const KEEPALIVE = 0xbb

const nextMessage = (socket: Socket): Promise<Buffer> =>
  new Promise((resolve) => socket.once('message', resolve))

/** One datagram out, the next one in. */
async function exchange(socket: Socket, port: number, report: Uint8Array): Promise<Buffer> {
  socket.send(report, port, '127.0.0.1')
  const [answer] = await once(socket, 'message')
  if (!Buffer.isBuffer(answer)) throw new Error('no datagram')
  return answer
}

function client(): Socket {
  const socket = createSocket('udp4')
  cleanups.push(() => new Promise<void>((resolve) => socket.close(() => resolve())))
  return socket
}

const init = Buffer.from('ffffffff860008' + '07'.repeat(8) + '00'.repeat(49), 'hex')

describe('over UDP', () => {
  async function serve(key: VirtualKey, hearsReboot = false): Promise<number> {
    const server = await serveOverUdp(key, { port: 0, hearsReboot })
    cleanups.push(() => server.close())
    return server.port
  }

  test('each sender gets its own answers', async () => {
    const port = await serve(new VirtualKey())
    const [one, other] = [client(), client()]
    const answers = await Promise.all([exchange(one, port, init), exchange(other, port, init)])
    expect(answers.map((answer) => answer.length)).toEqual([64, 64])
    expect(answers[0].subarray(15, 19)).not.toEqual(answers[1].subarray(15, 19))
  })

  test("SoloKeys' reboot datagram is a power cycle where it is heard", async () => {
    const port = await serve(new VirtualKey({ keepsChannels: true, touch: 'ask' }), true)
    const socket = client()
    const channel = (await exchange(socket, port, init)).subarray(15, 19)
    const answer = (command: string): Promise<Buffer> =>
      exchange(socket, port, Buffer.concat([channel, Buffer.from(command, 'hex')], 64))
    expect((await answer('9000010b')).subarray(4, 8).toString('hex')).toBe('bb000102')
    socket.send(REBOOT, port, '127.0.0.1')
    let told = await answer('81000109')
    // One that says that a touch is waited for may have been under way.
    while (told[4] === KEEPALIVE) told = await nextMessage(socket)
    expect(told.subarray(4, 8).toString('hex')).toBe('81000109')
  })

  test('reports that arrived while the key was busy arrived in time', async () => {
    const port = await serve(new VirtualKey())
    const socket = client()
    const channel = (await exchange(socket, port, init)).subarray(15, 19)
    const ping = Buffer.concat([channel, Buffer.from('810064', 'hex')], 64)
    const rest = Buffer.concat([channel, Buffer.from('00', 'hex')], 64)
    const answer = exchange(socket, port, ping)
    await delay(50)
    // Not while the loop reads: it would read this too before any timer.
    await nextImmediate()
    socket.send(rest, port, '127.0.0.1')
    process.nextTick(() => block(700))
    expect((await answer).subarray(4, 7).toString('hex')).toBe('810064')
  })

  test('a taken port is told', async () => {
    const port = await serve(new VirtualKey())
    await expect(serveOverUdp(new VirtualKey(), { port, hearsReboot: false })).rejects.toThrow(
      'EADDRINUSE',
    )
  })
})

describe('a state file', () => {
  test('brings PIN and credentials back, for the owner to read only', async () => {
    const file = join(folder(), 'key')
    expect(loadMemory(file)).toBeUndefined()
    const key = new VirtualKey({ profile: fingerprintProfile })
    saveAfterCommands(key, file)
    const host = await TestHost.open(key)
    await makeDiscoverable(host)
    await setPin(host, '1234')
    const token = await getToken(host, '1234', { permissions: 0x08 })
    await host.succeed(0x09, enrollment(1, token))
    const templateId = bytesAt(await host.succeed(0x09, enrollment(1, token)), 4)
    const next = enrollment(2, token, new Map([[1, templateId]]))
    await host.succeed(0x09, next)
    await host.succeed(0x09, next)
    const memory = loadMemory(file)
    if (!memory) throw new Error('nothing was saved')
    expect(memory).toEqual(key.memory)
    const again = new VirtualKey({ memory })
    expect(again.summary).toEqual(key.summary)
    expect((await (await TestHost.open(again)).run(0x02, assertion())).status).toBe(0)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('that is none is told', () => {
    const file = join(folder(), 'key')
    writeFileSync(file, 'hello')
    expect(() => loadMemory(file)).toThrow('is not the state of a virtual key')
    expect(readFileSync(file, 'utf8')).toBe('hello')
  })
})

describe('npm run virtual-key', () => {
  function start(...args: string[]): { process: ChildProcess; lines: AsyncIterator<string> } {
    const command = ['--import', 'tsx', 'src/simulator/virtual-key/main.ts', ...args]
    const child = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'pipe'] })
    cleanups.push(() => {
      child.kill()
    })
    return {
      process: child,
      lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    }
  }

  test('serves, waits for Enter, and ends with Ctrl+C', async () => {
    const { process: child, lines } = start('--udp', '0', '--touch', 'ask')
    const { value } = await lines.next()
    expect(value).toMatch(/^Keydesk virtual key is ready at udp:127\.0\.0\.1:\d+$/)
    const port = Number(String(value).split(':').at(-1))
    const socket = client()
    const channel = (await exchange(socket, port, init)).subarray(15, 19)
    const selection = Buffer.concat([channel, Buffer.from('9000010b', 'hex')], 64)
    const keepalive = await exchange(socket, port, selection)
    expect(keepalive.subarray(4, 8).toString('hex')).toBe('bb000102')
    expect((await lines.next()).value).toContain('press Enter')
    child.stdin?.write('\n')
    let answer = keepalive
    while (answer[4] === 0xbb) [answer] = (await once(socket, 'message')) as [Buffer]
    expect(answer.subarray(4, 8).toString('hex')).toBe('90000100')
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([null, 'SIGINT'])
  })

  test('ends with 2 when it is misused', async () => {
    const { process: child } = start('--udp', 'nowhere')
    let errors = ''
    child.stderr?.on('data', (text: Buffer) => {
      errors += text.toString()
    })
    expect(await once(child, 'close')).toEqual([2, null])
    expect(errors).toContain('--udp is not a number from 0 to 65535: nowhere')
  })
})
