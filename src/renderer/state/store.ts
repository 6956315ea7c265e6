import { create } from 'zustand'
import type { StationSnapshot } from '../../shared/contract.ts'
import type { FailureCause } from '../../shared/failure.ts'
import type { AuditRow } from '../../shared/housekeeping.ts'
import type { PageRequest } from '../../shared/pages.ts'
import type { Issuance, KnownKey, KnownPerson, Person } from '../../shared/records.ts'
import type { Order, RunSnapshot } from '../../shared/run.ts'
import type { UpkeepPlaceName } from '../../shared/text/upkeep-words.ts'
import type { Language } from '../../shared/text/words.ts'
import type { Editing } from './template-form.ts'

/** A short word from the window itself, shown until the next screen. */
export type Notice = 'typed-by-key' | 'typing-ignored' | 'cannot-cancel' | 'copied'

/** Where one is between runs. */
export type Place = 'desk' | TablePlace | UpkeepPlaceName
/** The long tables that are searched alike. */
export type TablePlace = 'issuances' | 'keys' | 'people'

/** Light or dark, or as the computer is set. */
export type Look = 'system' | 'light' | 'dark'

/** What is laid over the screen and commanded alone. */
export type Overlay = 'help' | 'palette' | 'reset-pin'

/** The row of a table whose panel is open, and the panel it was reached from. */
export type Opened =
  | { readonly kind: 'issuance'; readonly issuance: Issuance; readonly from: Opened | null }
  | { readonly kind: 'key'; readonly key: KnownKey }
  | { readonly kind: 'person'; readonly person: KnownPerson }
  | { readonly kind: 'entry'; readonly entry: AuditRow }

/** What is to be printed, about which key for whom. The letter shows the PIN, the label never does. */
export interface Paper {
  readonly kind: 'letter' | 'label'
  readonly issuanceId: string
  readonly name: string
  readonly login: string
  readonly product: string
  readonly serial: string
  readonly provider: string
}

/** What is searched for in a table, and in which order it is shown. */
export type Query = Pick<PageRequest, 'text' | 'states' | 'sort'>

/** The last snapshot and a few facts of the window. No secret is ever in here. */
export interface WindowState {
  readonly snapshot: StationSnapshot | null
  /** The run as it is drawn: the snapshot's, held steady. */
  readonly run: RunSnapshot | null
  readonly chosen: Person | null
  readonly templateId: string | null
  /** What was started last, to be started again. */
  readonly order: Order | null
  /** Why the station did not take the last request. */
  readonly refusal: FailureCause | null
  readonly notice: Notice | null
  readonly place: Place
  readonly overlay: Overlay | null
  readonly opened: Opened | null
  readonly queries: { readonly [P in TablePlace]: Query }
  readonly paper: Paper | null
  /** The template whose sentences are shown; the first where none was chosen. */
  readonly templateInView: string | null
  /** The template that is being changed, as far as it was typed. */
  readonly editing: Editing | null
  /** It was asked whether the template in view shall be offered no more. */
  readonly isRetiring: boolean
  readonly areDetailsOpen: boolean
  /** The issuance whose PIN the operator asked to see. Never the PIN. */
  readonly pinAskedFor: string | null
  /** An issuance of the list whose PIN still waits and is about to be handed over. */
  readonly handOverOf: Issuance | null
  /** The issuance whose PIN was handed over last. */
  readonly handedOver: string | null
  /** When a key that was just inserted again stops taking an erasure, on performance.now's clock. */
  readonly eraseBy: number | null
  readonly language: Language
  readonly look: Look
}

const everything: Query = { text: '', states: [], sort: 'newest' }

const initial: WindowState = {
  snapshot: null,
  run: null,
  chosen: null,
  templateId: null,
  order: null,
  refusal: null,
  notice: null,
  place: 'desk',
  overlay: null,
  opened: null,
  queries: { issuances: everything, keys: everything, people: everything },
  paper: null,
  templateInView: null,
  editing: null,
  isRetiring: false,
  areDetailsOpen: false,
  pinAskedFor: null,
  handOverOf: null,
  handedOver: null,
  eraseBy: null,
  language: 'en',
  look: 'system',
}

export const useWindow = create<WindowState>()(() => initial)

export const currentState = useWindow.getState
export const change = useWindow.setState
