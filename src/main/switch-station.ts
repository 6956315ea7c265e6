import type { StationSnapshot } from '../shared/contract.ts'
import type { Station } from './station.ts'

/** The two stations a window can be connected to. */
export interface Stations {
  /** `onTryDemo` is to be called when the demo is asked for. */
  openReal(onTryDemo: () => void): Promise<Station>
  openDemo(): Promise<Station>
  /** The demo could not be opened; the real station stays. */
  onDemoFailed(error: unknown): void
}

/**
 * Opens the real station behind a face that stays the same when the demo takes its place: listeners
 * keep listening, later requests go to the demo, and the real station is closed.
 */
export async function openSwitchStation(stations: Stations): Promise<Station> {
  const listeners = new Set<(snapshot: StationSnapshot) => void>()
  const tell = (snapshot: StationSnapshot): void => listeners.forEach((listen) => listen(snapshot))
  let change: Promise<void> = Promise.resolve()

  let current = await stations.openReal(() => {
    change = change.then(changeToDemo).catch((error: unknown) => stations.onDemoFailed(error))
  })
  let stopListening = current.onSnapshot(tell)

  async function changeToDemo(): Promise<void> {
    if (current.snapshot().simulated) return
    const real = current
    current = await stations.openDemo()
    stopListening()
    stopListening = current.onSnapshot(tell)
    tell(current.snapshot())
    await real.close()
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
