import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setImmediate as nextImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  Authenticator,
  KeyTransportError,
  udpKeys,
  type HidPort,
  type OpenOptions,
} from '../../../src/ctap2/index.ts'
import { block } from '../../support/block.ts'

const PING = 0x81
const INIT = 0x86
const CBOR = 0x90

/** A key in a process of its own: it goes on working while this one is busy. */
let key: ChildProcess
let port: number

beforeAll(async () => {
  const args = ['src/simulator/virtual-key/main.ts', '--udp', '0']
  key = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  port = await new Promise<number>((resolve) => {
    createInterface({ input: key.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const found = / ready at udp:127\.0\.0\.1:(\d+)$/.exec(line)
      if (found) resolve(Number(found[1]))
    })
  })
})

afterAll(() => void key.kill('SIGKILL'))

/** A way to the key that is busy for so long, once, when a message of this command begins to go out. */
function busyAfter(under: HidPort, command: number, ms: number): HidPort {
  let isDone = ms === 0
  return {
    async send(report) {
      if (report[4] !== command || isDone) return await under.send(report)
      isDone = true
      // Where no reading follows before the timers, as it would in the midst of reading.
      await nextImmediate()
      await under.send(report)
      block(ms)
    },
    listen: (onReport, onClosed) => under.listen(onReport, onClosed),
    close: () => under.close(),
  }
}

async function openBusy(
  command: number,
  ms: number,
  options: OpenOptions = {},
): Promise<Authenticator> {
  const keys = udpKeys(port)
  const [device] = await keys.list()
  if (!device) throw new Error('the key is not there')
  return await Authenticator.open(busyAfter(await keys.open(device.path), command, ms), options)
}

describe('an answer that came while the process was busy', () => {
  test.each([
    ['CTAPHID_INIT', INIT, {}],
    ['getInfo', CBOR, {}],
    ['getInfo, for longer than the whole budget', CBOR, { budgetMs: 2_500 }],
  ])('to %s is taken', async (_name, command, options) => {
    const authenticator = await openBusy(command, 3_200, options)
    expect(authenticator.info.versions).toContain('FIDO_2_1')
    await authenticator.close()
  })

  test('to a long message, with the process busy when a part of it was sent, is taken', async () => {
    const authenticator = await openBusy(PING, 3_200)
    await expect(authenticator.ping(new Uint8Array(7_000).fill(7))).resolves.toBeUndefined()
    await authenticator.close()
  })
})

test('a key that says nothing is still called silent, however busy the process was', async () => {
  const authenticator = await openBusy(PING, 0)
  key.kill('SIGSTOP')
  try {
    const asking = authenticator.refreshInfo({ silenceMs: 500 })
    block(1_000)
    const error = await asking.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(KeyTransportError)
    expect(error).toMatchObject({ kind: 'timeout', phase: 'authenticatorGetInfo' })
  } finally {
    key.kill('SIGCONT')
  }
  await authenticator.close()
})
