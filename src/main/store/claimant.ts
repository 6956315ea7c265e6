import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { codeOf } from '../system/system-error.ts'

/** Who claims rows: one opening of the registry by one process of one machine. */
export interface Claimant {
  /** `host:pid:random`, as it stands in the rows. */
  readonly name: string
  /** Whether another claimant is certainly no more; false where that cannot be known. */
  isGone(other: string): boolean
  /** This claimant works no more. */
  retire(): void
}

/** The claimants of this process that still work: a process id is used again after a restart. */
const working = new Set<string>()

/** A claimant for this process. */
export function createClaimant(): Claimant {
  const host = hostname()
  const name = `${host}:${process.pid}:${randomBytes(8).toString('hex')}`
  working.add(name)
  return {
    name,
    isGone(other) {
      const { station, pid } = partsOf(other)
      if (station !== host) return false
      return pid === process.pid ? !working.has(other) : !isRunning(pid)
    },
    retire: () => void working.delete(name),
  }
}

/** The machine a claimant works on, to be told to people. */
export const stationOf = (name: string): string => partsOf(name).station

function partsOf(name: string) {
  const [station = name, pid = ''] = name.split(':')
  return { station, pid: Number(pid) }
}

/** A process of somebody else's cannot be signalled, but is there. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}
