import { spawn, type ChildProcess } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { randomBytes } from 'node:crypto'
import {
  Authenticator,
  clientDataJSON,
  encodePin,
  getAssertion,
  getPinToken,
  makeCredential,
  reset,
  setPin,
  udpKeys,
  verifyAssertion,
  verifyAttestation,
  type HidPort,
} from '../src/ctap2/index.ts'
import { VirtualKey } from '../src/simulator/virtual-key/virtual-key.ts'
import { openVirtualKey } from '../test/support/key-port.ts'

/**
 * What one issuance costs the client (`npm run bench:ctap2`): reports, commands, wall and CPU time per
 * part, over UDP to a virtual key in a process of its own, so that the CPU counted is the client's; and
 * 1,000 getInfo over UDP and in this process, key included. `--port N` measures a simulator that
 * already listens.
 */
const RP_ID = 'example.com'
const ORIGIN = 'https://example.com'
const WARM_UP = 30
const ROUNDS = 60
const GET_INFO_COUNT = 1_000

interface Cost {
  readonly part: string
  readonly out: number
  readonly in: number
  readonly wallMs: number
  readonly cpuMs: number
}

interface CountedPort extends HidPort {
  readonly count: { out: number; in: number }
}

/** Runs a part and notes what it cost. */
type Meter = <T>(part: string, work: () => Promise<T> | T) => Promise<T>

function counted(port: HidPort): CountedPort {
  const count = { out: 0, in: 0 }
  return {
    count,
    send(report) {
      count.out += 1
      return port.send(report)
    },
    listen(onReport, onClosed) {
      port.listen((report) => {
        count.in += 1
        onReport(report)
      }, onClosed)
    },
    close: () => port.close(),
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

function meterOf(port: CountedPort, costs: Cost[]): Meter {
  return async (part, work) => {
    const before = { ...port.count }
    const [wall, cpu] = [performance.now(), cpuMs()]
    const result = await work()
    costs.push({
      part,
      out: port.count.out - before.out,
      in: port.count.in - before.in,
      wallMs: performance.now() - wall,
      cpuMs: cpuMs() - cpu,
    })
    return result
  }
}

async function runSequence(port: CountedPort, costs: Cost[]): Promise<void> {
  const measure = meterOf(port, costs)
  const pin = encodePin('123456')
  const authenticator = await measure('open, getInfo', () => Authenticator.open(port))
  await measure('setPIN', () => setPin(authenticator, pin))
  const token = await measure('token', () =>
    getPinToken(authenticator, pin, {
      permissions: ['makeCredential', 'getAssertion'],
      rpId: RP_ID,
    }),
  )
  const create = clientDataJSON('webauthn.create', new Uint8Array(randomBytes(32)), ORIGIN)
  const made = await measure('makeCredential (rk, uv)', () =>
    makeCredential(authenticator, {
      clientDataHash: create.hash,
      rp: { id: RP_ID, name: 'Example' },
      user: { id: new Uint8Array(randomBytes(16)), name: 'ann@example.com', displayName: 'Ann' },
      algorithms: [-7],
      options: { rk: true },
      token,
    }),
  )
  const attestation = await measure('verify attestation', () =>
    verifyAttestation(made, { rpId: RP_ID, clientDataHash: create.hash }),
  )
  const credential = attestation.valid && attestation.authenticatorData.attestedCredentialData
  if (!credential) throw new Error('the attestation was not valid')
  const get = clientDataJSON('webauthn.get', new Uint8Array(randomBytes(32)), ORIGIN)
  const allowList = [credential.credentialId]
  const [assertion] = await measure('getAssertion (up false)', () =>
    getAssertion(authenticator, { rpId: RP_ID, clientDataHash: get.hash, allowList, up: false }),
  )
  if (!assertion) throw new Error('no assertion')
  const verdict = await measure('verify assertion', () =>
    verifyAssertion({
      publicKey: attestation.publicKey,
      authenticatorData: assertion.authData,
      clientDataHash: get.hash,
      signature: assertion.signature,
      rpId: RP_ID,
      requireUserPresence: false,
    }),
  )
  if (!verdict.valid) throw new Error(verdict.reason)
  await measure('reset', () => reset(authenticator))
  await measure('close', () => authenticator.close())
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

async function benchSequence(port: number): Promise<void> {
  const keys = udpKeys(port)
  const rounds: Cost[][] = []
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const costs: Cost[] = []
    await runSequence(counted(await keys.open(`udp:127.0.0.1:${port}`)), costs)
    if (round >= WARM_UP) rounds.push(costs)
  }
  console.log('part                      out   in   wall ms    CPU ms   (medians)')
  for (const [index, { part, out, in: received }] of (rounds[0] ?? []).entries()) {
    const each = rounds.flatMap((costs) => costs[index] ?? [])
    const wall = median(each.map(({ wallMs }) => wallMs))
    const cpu = median(each.map((cost) => cost.cpuMs))
    console.log(line(part, out, received, wall, cpu))
  }
  const total = (pick: (cost: Cost) => number): number[] =>
    rounds.map((costs) => costs.reduce((sum, cost) => sum + pick(cost), 0))
  const cpus = total((cost) => cost.cpuMs)
  const [out, received] = [median(total((cost) => cost.out)), median(total((cost) => cost.in))]
  console.log(line('all', out, received, median(total((cost) => cost.wallMs)), median(cpus)))
  console.log(
    `CPU of all: median ${median(cpus).toFixed(2)} ms, least ${Math.min(...cpus).toFixed(2)} ms`,
  )
}

function line(part: string, out: number, received: number, wall: number, cpu: number): string {
  const columns = [String(out).padStart(4), String(received).padStart(5)]
  return `${part.padEnd(24)} ${columns.join('')} ${wall.toFixed(2).padStart(9)} ${cpu.toFixed(2).padStart(9)}`
}

async function benchGetInfo(name: string, port: HidPort): Promise<void> {
  const authenticator = await Authenticator.open(port)
  for (let count = 0; count < GET_INFO_COUNT; count += 1) await authenticator.refreshInfo()
  const cpu = cpuMs()
  const walls: number[] = []
  for (let count = 0; count < GET_INFO_COUNT; count += 1) {
    const startedAt = performance.now()
    await authenticator.refreshInfo()
    walls.push(performance.now() - startedAt)
  }
  const cpuEach = (cpuMs() - cpu) / GET_INFO_COUNT
  console.log(
    `1,000 getInfo ${name}: median ${median(walls).toFixed(3)} ms, CPU ${cpuEach.toFixed(3)} ms each`,
  )
  await authenticator.close()
}

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(() => resolve()))
  return port
}

async function startVirtualKey(port: number): Promise<ChildProcess> {
  const script = 'src/simulator/virtual-key/main.ts'
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', script, '--udp', String(port), '--simulator-compat'],
    { stdio: 'ignore' },
  )
  const keys = udpKeys(port)
  while ((await keys.list()).length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
  return child
}

const given = process.argv.indexOf('--port')
const port = given > 0 ? Number(process.argv[given + 1]) : await freePort()
const child = given > 0 ? null : await startVirtualKey(port)
try {
  await benchSequence(port)
  const path = `udp:127.0.0.1:${port}`
  await benchGetInfo('over UDP, key in another process', await udpKeys(port).open(path))
  const key = new VirtualKey()
  await benchGetInfo('in this process, key included', openVirtualKey(key))
} finally {
  child?.kill()
}
