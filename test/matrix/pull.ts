import type { RunEnd } from '../../src/shared/run.ts'
import type { KeyState } from '../../src/shared/failure.ts'
import { encodeMemory } from '../../src/simulator/virtual-key/memory-format.ts'
import type { KeyMemory } from '../../src/simulator/virtual-key/memory.ts'
import type { VirtualKey } from '../../src/simulator/virtual-key/virtual-key.ts'
import type { Verdict } from './cell.ts'
import { comeBack, finish } from './comeback.ts'
import { drive } from './drive.ts'
import { patienceMs } from '../support/patience.ts'
import { prepare, type PreparedWorld, type Scene } from './scenes.ts'
import { gather, liesIn } from './truth.ts'
import type { OpenStation, World } from './world.ts'

/** When the plug is pulled, and what is in the slot a moment later. */
export interface Pull {
  /** Which command of the run, the first being 1. */
  readonly nth: number
  /** Before it is done, or when it is done and not answered. */
  readonly when: 'before' | 'done'
  readonly aftermath: 'stays-away' | 'comes-back' | 'another-comes'
}

/** The commands of a whole run, in order. */
export async function commandsOf(scene: Scene): Promise<readonly string[]> {
  const { world, order, hands } = await prepare(scene)
  const key = world.key('one')
  const open = await world.openStation()
  key.clearLog()
  const end = await drive(open.station, order, hands)
  const commands = key.log.map(({ command }) => command)
  await open.station.close()
  await world.close()
  if (end.kind !== 'done') throw new Error(`${scene.name} is not even done: ${JSON.stringify(end)}`)
  return commands
}

/** Pulls the plug in the middle of a run; whatever comes, what is said afterwards must be true. */
export async function pull(scene: Scene, how: Pull, end: 'restart' | 'finish'): Promise<Verdict> {
  const prepared = await prepare(scene)
  const { world, hands } = prepared
  const other = Buffer.from(encodeMemory(world.key('two').memory))
  try {
    const open = await world.openStation()
    const first = await pullDuring(prepared, open, how)
    world.putInSlot('one')
    const isLast = end === 'finish'
    const finished = isLast ? await finish(world, open, hands) : []
    await open.station.close()
    const last = isLast ? finished : await recovered(prepared)
    const isOtherAsItWas = other.equals(encodeMemory(world.key('two').memory))
    return [...first, ...last, ...(isOtherAsItWas ? [] : ['another key was written to'])]
  } catch (error) {
    return [String(error)]
  } finally {
    await world.close()
  }
}

/** By a new opening; what takes a person is finished by one. */
async function recovered({ world, hands }: PreparedWorld): Promise<Verdict> {
  const lies = await comeBack(world, hands)
  if (lies.length > 0) return lies
  const open = await world.openStation()
  try {
    return await finish(world, open, hands)
  } finally {
    await open.station.close()
  }
}

async function pullDuring(
  { world, order, hands }: PreparedWorld,
  { station, registry, defects }: OpenStation,
  { nth, when, aftermath }: Pull,
): Promise<Verdict> {
  const key = world.key('one')
  const before = structuredClone(key.memory)
  onPull(key, () => {
    if (aftermath === 'comes-back') world.putInSlot('one')
    if (aftermath === 'another-comes') world.putInSlot('two')
  })
  key.inject({ nth, misdeed: { kind: 'unplug', when } })
  const end = await withinLimit(drive(station, order, hands))
  // What comes into the slot is there a turn of the loop later.
  await new Promise((resolve) => setImmediate(resolve))
  key.clearFaults()
  if (!end) return ['it never ends']
  const evidence = await gather(world, registry)
  const atOnce = liesIn(evidence).filter((lie) => aftermath === 'stays-away' || isAtOnce(lie))
  const now = { before, after: key.memory, active: activeAt(world) }
  const isTrue = end.kind === 'done' || isKeyState(stateIn(end), now)
  return [
    ...(isTrue ? [] : [`it says ${stateIn(end)}: ${JSON.stringify(end)}`]),
    ...atOnce.map((lie) => `at once: ${lie}`),
    ...defects,
  ]
}

/** With a key in the slot again, what only the key tells is looked at later. */
const isAtOnce = (lie: string): boolean =>
  /^(factor|two factors|key \w+ has a PIN|the journal)/.test(lie)

/** The fault pulls the plug; this is called right after. */
function onPull(key: VirtualKey, whenGone: () => void): void {
  const unplug = key.unplug.bind(key)
  let isPulled = false
  key.unplug = () => {
    unplug()
    if (isPulled) return
    isPulled = true
    setImmediate(whenGone)
  }
}

async function withinLimit(end: Promise<RunEnd>): Promise<RunEnd | null> {
  let timer: NodeJS.Timeout | undefined
  const never = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs)
  })
  return await Promise.race([end, never]).finally(() => clearTimeout(timer))
}

function stateIn(end: RunEnd): KeyState {
  if (end.kind === 'failed') return end.failure.keyState
  return end.kind === 'cancelled' ? end.keyState : 'unknown'
}

/** The key's memory before and after, and the credentials that are registered. */
interface Now {
  readonly before: KeyMemory
  readonly after: KeyMemory
  readonly active: ReadonlySet<string>
}

function activeAt({ double }: World): ReadonlySet<string> {
  const active = double.records().factors.filter(({ status }) => status === 'ACTIVE')
  return new Set(active.flatMap(({ credentialId }) => credentialId ?? []))
}

/** Whether the key is in the state a failure says it is in. */
function isKeyState(state: KeyState, now: Now): boolean {
  const { before, after, active } = now
  const ids = (memory: KeyMemory) =>
    memory.credentials.map(({ id }) => Buffer.from(id).toString('base64url'))
  const fresh = ids(after).filter((id) => !ids(before).includes(id))
  const isPinSame = String(before.pin?.hash) === String(after.pin?.hash)
  switch (state) {
    case 'none':
    case 'untouched':
      return isPinSame && fresh.length === 0 && ids(after).length === ids(before).length
    case 'revoked-credential':
      return isKeyState('untouched', now) && !ids(after).some((id) => active.has(id))
    case 'erased':
      return after.pin === undefined && ids(after).length === 0
    case 'pin-set-not-empty':
      return after.pin !== undefined && ids(after).length > 0 && fresh.length === 0
    case 'pin-set':
      return after.pin !== undefined && fresh.length === 0
    case 'pin-changed':
      return !isPinSame && fresh.length === 0
    case 'unregistered-credential':
      return fresh.some((id) => !active.has(id))
    case 'registered-credential':
      return ids(after).some((id) => active.has(id))
    case 'unknown':
      return true
  }
}
