import type { Verdict } from './cell.ts'
import type { Said, SyncPlace } from './sync-place.ts'

/** A command of the terminal that is killed, or loses its power, on its way. */
export interface SyncScene {
  readonly name: string
  /** Makes what is there before. */
  readonly lay: (place: SyncPlace) => Promise<void>
  readonly words: (place: SyncPlace) => readonly string[]
  /** Whether another terminal does the same at the same time. */
  readonly isTwofold?: boolean
  /** How the station is started again: all of these have to be done. */
  readonly again: (place: SyncPlace) => readonly (readonly string[])[]
  /** What is not so, after that. */
  readonly lies: (place: SyncPlace, said: Said, ends: Ends) => Verdict
  /** Lets go of what a command needs beside its files. */
  readonly end?: () => Promise<void>
}

/**
 * What is said where the command was never begun, and where it came to its end: whatever is said must be one
 * of the two. Where it was done already, both are what it said then.
 */
export interface Ends {
  readonly before: Said
  readonly after: Said
}
