import { create } from 'zustand'
import type { StationSnapshot } from '../shared/contract.ts'
import type { FailureCause } from '../shared/failure.ts'
import type { Person } from '../shared/records.ts'
import type { RunSnapshot } from '../shared/run.ts'
import type { Language } from '../shared/text/words.ts'

/** A short word from the window itself, shown until the next screen. */
export type Notice = 'typed-by-key' | 'typing-ignored' | 'cannot-cancel' | 'copied'

/** The last snapshot and a few facts of the window. No secret is ever in here. */
export interface WindowState {
  readonly snapshot: StationSnapshot | null
  /** The run as it is drawn: the snapshot's, held steady. */
  readonly run: RunSnapshot | null
  readonly chosen: Person | null
  readonly templateId: string | null
  /** Why the station did not take the last request. */
  readonly refusal: FailureCause | null
  readonly notice: Notice | null
  readonly isHelpOpen: boolean
  readonly areDetailsOpen: boolean
  /** The issuance whose PIN the operator asked to see. Never the PIN. */
  readonly pinAskedFor: string | null
  /** An issuance of the list whose PIN still waits and is about to be handed over. */
  readonly handOverOf: string | null
  /** The issuance whose PIN was handed over last. */
  readonly handedOver: string | null
  /** When a key that was just inserted again stops taking an erasure, on performance.now's clock. */
  readonly eraseBy: number | null
  readonly language: Language
}

const initial: WindowState = {
  snapshot: null,
  run: null,
  chosen: null,
  templateId: null,
  refusal: null,
  notice: null,
  isHelpOpen: false,
  areDetailsOpen: false,
  pinAskedFor: null,
  handOverOf: null,
  handedOver: null,
  eraseBy: null,
  language: 'en',
}

export const useWindow = create<WindowState>()(() => initial)

export const currentState = useWindow.getState
export const change = useWindow.setState
