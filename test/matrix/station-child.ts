import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Point } from './points.ts'
import type { PreparedWorld } from './scenes.ts'
import type { StationTask } from './station-task.ts'

/** How a station process ended, and the points it told of. */
export interface ChildEnd {
  readonly points: readonly Point[]
  readonly signal: NodeJS.Signals | null
  /** How its run ended; null when it did not live to see that. */
  readonly end: unknown
}

const longestMs = 60_000

/** Runs the ordered procedure in a process of its own until it ends or dies at a point. */
export async function runChild(
  bundle: string,
  { world, order, hands }: PreparedWorld,
  dieAt: number,
): Promise<ChildEnd> {
  const { directory, connection, slot } = world
  const task: StationTask = { directory, connection, slot, order, hands, dieAt }
  const child = spawn(process.execPath, [bundle], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: longestMs,
  })
  child.stdin.end(JSON.stringify(task))
  const points: Point[] = []
  let end: unknown = null
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => {
    const told = JSON.parse(line) as Point | { readonly end: unknown }
    if ('end' in told) end = told.end
    else points.push(told)
  })
  const signal = await new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject)
    // Close, not exit: what it wrote was read to the end.
    child.once('close', (_code, signal) => resolve(signal))
  })
  return { points, signal, end }
}
