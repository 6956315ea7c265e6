import type { StationSnapshot } from '../../shared/contract.ts'
import type { Successors } from '../station/edges.ts'
import type { Station } from '../station/station.ts'

/** The stations a window can be connected to. */
export interface Stations {
  /** With a file, the connection in it is taken and kept. */
  openReal(successors: Successors, file: string | null): Promise<Station>
  openDemo(): Promise<Station>
  /** Throws what is wrong with a file that should hold a connection. */
  checkConnection(file: string): Promise<void>
  /** Another station could not be opened; the one that is there stays. */
  onFailed(error: unknown): void
}

/**
 * Opens the real station behind a face that stays the same when another takes its place: listeners
 * keep listening, later requests go to the other, and the one before is closed.
 */
export async function openSwitchStation(stations: Stations): Promise<Station> {
  const listeners = new Set<(snapshot: StationSnapshot) => void>()
  const tell = (snapshot: StationSnapshot): void => listeners.forEach((listen) => listen(snapshot))
  let change: Promise<void> = Promise.resolve()
  const successors: Successors = {
    tryDemo: () => changeTo(() => stations.openDemo()),
    async connect(file) {
      await stations.checkConnection(file)
      changeTo(() => stations.openReal(successors, file))
    },
  }

  let current = await stations.openReal(successors, null)
  let stopListening = current.onSnapshot(tell)

  function changeTo(open: () => Promise<Station>): void {
    change = change.then(() => takePlace(open)).catch((error: unknown) => stations.onFailed(error))
  }

  /** The demo is the last: it knows no successors. */
  async function takePlace(open: () => Promise<Station>): Promise<void> {
    const before = current
    if (before.snapshot().simulated) return
    current = await open()
    stopListening()
    stopListening = current.onSnapshot(tell)
    tell(current.snapshot())
    await before.close()
  }

  return {
    request: (name, input) => current.request(name, input),
    snapshot: () => current.snapshot(),
    get recovered() {
      return current.recovered
    },
    onSnapshot(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      await change
      await current.close()
    },
  }
}
