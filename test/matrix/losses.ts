import { createHash } from 'node:crypto'
import type { Disk, Tree } from './disk.ts'
import { lastNameOf, type TracedCall } from './traced-calls.ts'

/** What a disk could look like without power, and at how many moments it would. */
export interface Loss {
  /** The first of those moments, by the call that comes next, and what is kept of all that was not synced. */
  readonly name: string
  readonly tree: Tree
  readonly points: number
  /** Whether it could look so when everything was done, which must not be taken back. */
  readonly isDone: boolean
}

/**
 * Every way in which the power can go at a sync or a change of a name, and right after the last call. Moments at
 * which the disk would look the same are one.
 */
export function lossesIn(disk: Disk, calls: readonly TracedCall[]): readonly Loss[] {
  const losses = new Map<string, Loss>()
  const lose = (next: string, isDone: boolean): void => {
    for (const kept of ['nothing', 'names', 'bytes'] as const) {
      const tree = disk.treeAfterLoss(kept)
      const digest = digestOf(tree)
      const known = losses.get(digest) ?? { name: `${next}, ${kept} kept`, tree, points: 0, isDone }
      const points = known.points + 1
      losses.set(digest, { ...known, points, isDone: known.isDone || isDone })
    }
  }
  for (const call of calls) {
    if (disk.isMark(call)) lose(`${call.name} ${lastNameOf(call)}`, false)
    disk.apply(call)
  }
  lose('the end', true)
  return [...losses.values()]
}

function digestOf(tree: Tree): string {
  const hash = createHash('sha256')
  for (const [path, bytes] of [...tree].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${path}\0${bytes?.length ?? ''}\0`).update(bytes ?? '')
  }
  return hash.digest('hex')
}
