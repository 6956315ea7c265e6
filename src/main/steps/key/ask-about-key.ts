import type { Question, StepName } from '../../../shared/run.ts'
import type { AtKey } from '../../desk/at-key.ts'
import type { AnswerTo } from '../../desk/conversation.ts'
import type { KeySession } from '../../desk/key-session.ts'

/**
 * Asks what is about the key in the slot. The question ends with that key: when it is pulled, or another
 * one is in its place, nothing is answered any more. Throws ProcedureError `key-removed`.
 */
export async function askAboutKey<Q extends Question>(
  { talk, session }: AtKey,
  step: StepName,
  question: Q,
): Promise<AnswerTo<Q>> {
  const end = new AbortController()
  try {
    const answer = await talk.ask(step, question, session.whenGone(end.signal))
    await demandSameKey(session, answer)
    return answer
  } finally {
    end.abort()
  }
}

/** Between two looks at the slots a key can be changed for another. A PIN that is not used is zeroed. */
async function demandSameKey(session: KeySession, answer: object): Promise<void> {
  try {
    await session.demandHere()
  } catch (error) {
    if ('pin' in answer && answer.pin instanceof Uint8Array) answer.pin.fill(0)
    throw error
  }
}
