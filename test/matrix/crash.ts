import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { openSqlite } from '../../src/main/store/file/sqlite.ts'
import { encodeMemory } from '../../src/simulator/virtual-key/memory-format.ts'
import type { Verdict } from './cell.ts'
import { comeBack, comeBackLater, comeBackToIssue } from './comeback.ts'
import type { Point, PointKind } from './points.ts'
import { prepare, type PreparedWorld, type Scene } from './scenes.ts'
import { runChild } from './station-child.ts'
import type { World } from './world.ts'

/** Points between which the world stays as it is: dying at one of them is dying at all. */
export interface Stage {
  /** The first of them, counted from 1. */
  readonly at: number
  readonly points: readonly Point[]
}

/** Lives through a scene once and looks at the world at every point. */
export async function stagesOf(bundle: string, scene: Scene): Promise<readonly Stage[]> {
  const prepared = await prepare(scene)
  const look = await Look.open(prepared.world)
  const stages: { at: number; points: Point[] }[] = []
  let passed = 0
  let last = ''
  const { end } = await runChild(bundle, prepared, 0, (point) => {
    passed += 1
    const now = look.now()
    if (now === last) stages.at(-1)?.points.push(point)
    else stages.push({ at: passed, points: [point] })
    last = now
  })
  look.close()
  await prepared.world.close()
  const how = end?.kind === 'failed' ? end.failure.cause.code : end?.kind
  if (how !== (scene.refusal ?? 'done'))
    throw new Error(`${scene.name} does not end as it should: ${JSON.stringify(end)}`)
  return stages
}

/** Tells whether anything outside the station has changed: a commit, a key, the organization. */
class Look {
  readonly #world: World
  readonly #database: Awaited<ReturnType<typeof openSqlite>>

  private constructor(world: World, database: Awaited<ReturnType<typeof openSqlite>>) {
    this.#world = world
    this.#database = database
  }

  static async open(world: World): Promise<Look> {
    return new Look(world, await openSqlite(join(world.directory, 'registry.sqlite')))
  }

  now(): string {
    const { users, factors, logs } = this.#world.double.records()
    const hash = createHash('sha256')
    // Another connection has committed (SQLite's own word for it).
    hash.update(JSON.stringify(this.#database.prepare('pragma data_version').all([])))
    hash.update(JSON.stringify([users, factors, logs]))
    for (const { memory } of this.#world.keys.values()) hash.update(encodeMemory(memory))
    return hash.digest('hex')
  }

  close(): void {
    this.#database.close()
  }
}

/** What a stage is called: what changed the world last. */
export function nameOf({ points: [first] }: Stage): string {
  return first ? `${first.side} ${first.kind} ${first.what}` : ''
}

export function kindOf({ points: [first] }: Stage): PointKind {
  return first?.kind ?? 'commit'
}

function memoryOf({ keys }: World): string {
  return [...keys.values()].map(({ memory }) => String(encodeMemory(memory))).join()
}

/**
 * How the station comes back: with the key where it was, or without it and the key brought later, or
 * brought to be issued again.
 */
export type Comeback = 'key-here' | 'key-later' | 'issued-again'

async function comeBackBy(
  comeback: Comeback,
  { again }: Scene,
  { world, hands }: PreparedWorld,
): Promise<Verdict> {
  if (comeback === 'key-here') return await comeBack(world, hands)
  if (comeback === 'key-later' || !again) return await comeBackLater(world, hands)
  return await comeBackToIssue(world, hands, again)
}

/** Dies at the first point of a stage, comes back, and is asked for the truth. */
export async function crash(
  bundle: string,
  scene: Scene,
  stage: Stage,
  comeback: Comeback,
): Promise<Verdict> {
  const prepared = await prepare(scene)
  const { world } = prepared
  const before = memoryOf(world)
  try {
    const told: Point[] = []
    const { signal } = await runChild(bundle, prepared, stage.at, (point) => told.push(point))
    const [point] = told
    if (signal !== 'SIGKILL') return [`it ended with ${signal ?? 'no signal'}`]
    if (point?.what !== stage.points[0]?.what) return [`it died at ${point?.what ?? 'no point'}`]
    const lies = await comeBackBy(comeback, scene, prepared)
    const isDestroyed = scene.refusal !== undefined && memoryOf(world) !== before
    return [...lies, ...(isDestroyed ? ['a key was changed for somebody who was refused'] : [])]
  } catch (error) {
    return [String(error)]
  } finally {
    await world.close()
  }
}
