import { concat, fromHex, uint32 } from './bytes.ts'
import type { Clock } from './clock.ts'
import type { Misdeed } from './faults.ts'
import { HidCommand } from './hid/codes.ts'
import type { Exchange } from './hid/exchange.ts'
import { failure, type Reply } from './hid/hid-device.ts'
import { BROADCAST_CHANNEL, REPORT_LENGTH, toReports } from './hid/packets.ts'
import type { Random } from './random.ts'
import { Status } from './status.ts'

export interface Scene {
  /** The CTAPHID command that was asked, which answers bear. */
  readonly command: number
  readonly exchange: Exchange
  readonly clock: Clock
  readonly random: Random
  /** Does the command as a sound key would. */
  readonly run: () => Promise<Reply>
  readonly unplug: () => void
}

/** Answers as the misdeed has it; undefined for no answer. */
export async function misbehave(misdeed: Misdeed, scene: Scene): Promise<Reply | undefined> {
  const { command, exchange } = scene
  switch (misdeed.kind) {
    case 'silence':
      return undefined
    case 'stall':
      await cancelled(exchange)
      return { command, payload: Uint8Array.of(Status.keepaliveCancel) }
    case 'status':
      return { command, payload: Uint8Array.of(misdeed.status) }
    case 'hidError':
      return failure(misdeed.code)
    case 'answer':
      return { command, payload: misdeed.payload }
    case 'unplug':
      return unplug(misdeed.when, scene)
    case 'delay':
      if (misdeed.isQuiet) exchange.end()
      await after(scene.clock, misdeed.delayMs)
      return scene.run()
    case 'garbage':
    case 'shorten':
    case 'rewrite':
      return damagePayload(misdeed, await scene.run())
    case 'noise':
    case 'wrongSequence':
    case 'truncate':
      break
  }
  return { ...(await scene.run()), distort: (reports) => damage(misdeed, reports, scene) }
}

async function unplug(
  when: Extract<Misdeed, { kind: 'unplug' }>['when'],
  scene: Scene,
): Promise<Reply | undefined> {
  const reply = when === 'before' ? undefined : await scene.run()
  if (when === 'before' || when === 'done') {
    scene.unplug()
    return undefined
  }
  const distort = (reports: Uint8Array[]): Uint8Array[] => reports.slice(0, 1)
  const cut = when === 'answering' ? { distort } : {}
  return reply && { ...reply, ...cut, afterwards: scene.unplug }
}

/** An array of 2^32 items that is not there. */
const NO_CBOR = fromHex('9affffffff')

function damagePayload(
  misdeed: Extract<Misdeed, { kind: 'garbage' | 'shorten' | 'rewrite' }>,
  { command, payload }: Reply,
): Reply {
  if (misdeed.kind === 'garbage')
    return { command, payload: concat(Uint8Array.of(Status.ok), NO_CBOR) }
  if (misdeed.kind === 'shorten') return { command, payload: payload.slice(0, misdeed.length) }
  return { command, payload: misdeed.rewrite(payload) }
}

function damage(
  misdeed: Extract<Misdeed, { kind: 'noise' | 'wrongSequence' | 'truncate' }>,
  reports: Uint8Array[],
  scene: Scene,
): Uint8Array[] {
  if (misdeed.kind === 'truncate') return reports.slice(0, -(misdeed.packets ?? 1))
  if (misdeed.kind === 'noise')
    return reports.flatMap((report) => [...noise(misdeed.frames ?? 1, scene), report])
  const last = Uint8Array.from(reports.at(-1) ?? [])
  last[4] = ((last[4] ?? 0) + 1) & 0x7f
  return reports.length === 1 ? reports : [...reports.slice(0, -1), last]
}

/** Reports other hosts would be sent: an INIT answer to all, a keepalive, a continuation. */
function noise(count: number, { random }: Scene): Uint8Array[] {
  const init = toReports(BROADCAST_CHANNEL, HidCommand.init, random(17))
  const foreign = (): number => Buffer.from(random(4)).readUInt32BE()
  const keepalive = toReports(foreign(), HidCommand.keepalive, Uint8Array.of(2))
  const continuation = concat(uint32(foreign()), Uint8Array.of(0), random(REPORT_LENGTH - 5))
  const kinds = [...init, ...keepalive, continuation]
  return Array.from({ length: count }, (_, index) => kinds[index % kinds.length] ?? continuation)
}

function after(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve)
  })
}

function cancelled({ cancelled: signal }: Exchange): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve())
  })
}
