import type { Conversation } from './conversation.ts'
import type { Desk } from './desk.ts'
import type { KeySession } from './key-session.ts'

/** What a run works with: the desk, and the person at it. */
export interface AtDesk {
  readonly desk: Desk
  readonly talk: Conversation
  /** How long a person is waited for to plug a key in; 0 for nobody there, Infinity for ever. */
  readonly waitMs: number
}

/** The same with a key in its slot. */
export interface AtKey extends AtDesk {
  readonly session: KeySession
}
