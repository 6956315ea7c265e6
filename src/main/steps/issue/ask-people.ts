import type { Work } from '../../desk/work.ts'
import { confirmErase } from '../erase/reset-key.ts'
import { holderOf } from '../key/check-key.ts'
import { typeFirstPin } from '../pin/set-pin.ts'
import type { IssuePlan } from './plan-issuance.ts'

/** What the people at the desk are asked before anything is done that cannot be undone. */
export interface People {
  /**
   * Whether what is on the key may go, where it must, and the PIN the holder chooses, where they do: as
   * UTF-8, or null. They are asked once, however often this is called. Throws Refusal.
   */
  ask(): Promise<Uint8Array | null>
  /** Zeroes the PIN. */
  forget(): void
}

export function peopleOf(plan: IssuePlan, first: Work): People {
  let typed: Uint8Array | null = null
  let isAsked = false
  return {
    async ask() {
      if (isAsked) return typed
      isAsked = true
      const { check } = plan
      if (check.mustErase) await confirmErase(plan, holderOf(check.rows))
      typed = await typeFirstPin(first)
      return typed
    },
    forget: () => void typed?.fill(0),
  }
}
