import { CtapStatusError } from '../../../ctap2/index.ts'
import type { KeyState } from '../../../shared/failure.ts'
import type { Conversation } from '../../desk/conversation.ts'
import { ProcedureError, Refusal } from '../../procedure-error.ts'

/** Whether the key answered with this CTAP2 status, named as in section 6.3 of CTAP 2.2. */
export function isRefusedFor(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof CtapStatusError && names.includes(error.statusName)
}

/**
 * Does what changes the key from one state into another. Until the key has answered, its state is
 * unknown; what it refuses, it did not do.
 */
export async function changeKey<T>(
  talk: Conversation,
  from: KeyState,
  to: KeyState,
  work: () => Promise<T>,
): Promise<T> {
  talk.know({ keyState: 'unknown' })
  try {
    const result = await work()
    talk.know({ keyState: to })
    return result
  } catch (error) {
    if (error instanceof CtapStatusError || error instanceof Refusal) talk.know({ keyState: from })
    throw error
  }
}

/** What the key, the person or the procedure refused did not happen; without an answer nobody knows. */
export function isCertain(error: unknown): boolean {
  return [CtapStatusError, Refusal, ProcedureError].some((kind) => error instanceof kind)
}
