import type { TransactOptions } from '../../../ctap2/index.ts'
import type { StepName } from '../../../shared/run.ts'
import type { Conversation } from '../../desk/conversation.ts'

/** Shows the touch when the key itself asks for one, and the work again when it has it. */
export function showTouch(
  talk: Conversation,
  step: StepName,
  why: 'erase' | 'create' | 'prove',
  hold = false,
): TransactOptions {
  return {
    signal: talk.signal,
    onStatus(status) {
      if (talk.signal.aborted) return
      if (status === 'user-presence-needed') talk.show(step, { act: 'touch-key', hold, why })
      if (status === 'processing') talk.show(step)
    },
  }
}
