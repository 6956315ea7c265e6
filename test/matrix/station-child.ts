import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { RunEnd } from '../../src/shared/run.ts'
import { patienceMs } from '../support/patience.ts'
import type { Point } from './points.ts'
import type { PreparedWorld } from './scenes.ts'
import type { StationTask } from './station-task.ts'

/** How a station process ended. */
export interface ChildEnd {
  readonly signal: NodeJS.Signals | null
  /** How its run ended; null when it did not live to see that. */
  readonly end: RunEnd | null
}

const starter = join(import.meta.dirname, 'cached-start.cjs')

/**
 * Runs the ordered procedure in a process of its own until it ends or dies at a point. `onPoint` is
 * called with each point it tells of, and the process goes on when that is done.
 */
export async function runChild(
  bundle: string,
  { world, order, hands }: PreparedWorld,
  dieAt: number,
  onPoint: (point: Point) => void,
): Promise<ChildEnd> {
  const { directory, connection, slot } = world
  const task: StationTask = { directory, connection, slot, order, hands, dieAt }
  const child = spawn(process.execPath, [starter, bundle, JSON.stringify(task)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: patienceMs,
    killSignal: 'SIGTERM',
  })
  let end: RunEnd | null = null
  createInterface({ input: child.stdout }).on('line', (line) => {
    const told = JSON.parse(line) as Point | { readonly end: RunEnd }
    if ('end' in told) {
      end = told.end
      return
    }
    onPoint(told)
    if (dieAt === 0) child.stdin.write('.')
  })
  const signal = await new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject)
    // Close, not exit: what it wrote was read to the end.
    child.once('close', (_code, signal) => resolve(signal))
  })
  return { signal, end }
}
