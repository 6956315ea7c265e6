import { requestFrom, type Station } from '../../src/main/station/station.ts'
import { isEnd, type Answer, type Order, type Question, type RunEnd } from '../../src/shared/run.ts'

/** The PINs people type in these runs; a test may know them. */
export const typedPins = Object.freeze({ first: '73519420', own: '86420975' })

/** A person at the desk who says yes, and which PINs they type. */
export interface Hands {
  /** The PIN the key has before the run, where it is asked for. */
  readonly current: string
  /** The PIN that is chosen. */
  readonly chosen: string
}

export const usualHands: Hands = Object.freeze({
  current: typedPins.first,
  chosen: typedPins.first,
})

/** Runs a procedure to its end, agreeing to everything. Throws when it is not even started. */
export async function drive(
  station: Station,
  order: Order,
  hands: Hands = usualHands,
  waitForKeyMs = 0,
): Promise<RunEnd> {
  const over = new Promise<RunEnd>((resolve) => {
    let answered: string | null = null
    const stop = station.onSnapshot(({ runs: [run] }) => {
      if (!run) return
      const { activity } = run
      if (activity.kind === 'ask' && activity.questionId !== answered) {
        const { questionId, question } = activity
        answered = questionId
        const answer = answerTo(question, hands)
        void station.request('runs.answer', { runId: run.id, questionId, answer })
      }
      if (!isEnd(activity)) return
      stop()
      resolve(activity)
    })
  })
  const started = await requestFrom(station, 'runs.start', { ...order, waitForKeyMs })
  if (!started.ok) throw new Error(`not started: ${JSON.stringify(started.cause)}`)
  const end = await over
  await station.request('runs.dismiss', { runId: started.value.runId })
  return end
}

function answerTo(question: Question, { current, chosen }: Hands): Answer {
  switch (question.kind) {
    case 'confirm-erase':
      return { kind: 'confirm-erase', erase: true }
    case 'identify-key':
      return identify(question)
    case 'confirm-change':
      return { kind: 'confirm-change', confirmed: true }
    case 'choose-pin':
      return { kind: 'choose-pin', pin: new TextEncoder().encode(chosen) }
    case 'enter-pin':
      return { kind: 'enter-pin', pin: new TextEncoder().encode(current) }
  }
}

/** By its PIN, while that tells; else they know it by sight. */
function identify({ canTell, candidates }: Extract<Question, { kind: 'identify-key' }>): Answer {
  if (canTell) return { kind: 'identify-key', by: 'pin', issuanceId: null }
  return { kind: 'identify-key', by: 'issuance', issuanceId: candidates[0]?.id ?? null }
}
