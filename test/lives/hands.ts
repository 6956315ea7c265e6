import { createHash } from 'node:crypto'
import type { Answer, Question } from '../../src/shared/run.ts'
import { typedPin, type Script } from '../support/test-station.ts'
import type { Step } from './deeds.ts'
import type { Life } from './life.ts'

/**
 * People at the desk who say what is so, agree to everything, and type the PIN of the key in the slot
 * where one of them knows it; where nobody does, or where the step says so, the run is cancelled.
 */
export function handsAt(life: Life, { trouble }: Step): Script {
  let asked = 0
  const isCancelledAt = trouble?.kind === 'cancelled' ? trouble.at : 0
  return {
    waitForKeyMs: 0,
    answer: (question) => (asked === isCancelledAt ? null : answerTo(life, question)),
    onActivity(activity, station, runId) {
      if (activity.kind !== 'ask') return
      asked += 1
      const isLost = activity.question.kind === 'enter-pin' && knownPin(life) === null
      if (asked === isCancelledAt || isLost) void station.request('runs.cancel', { runId })
    },
  }
}

function answerTo(life: Life, question: Question): Answer | null {
  switch (question.kind) {
    case 'confirm-erase':
      return { kind: 'confirm-erase', erase: true }
    case 'confirm-change':
      return { kind: 'confirm-change', confirmed: true }
    case 'choose-pin':
      return choosePin(life)
    case 'enter-pin': {
      const pin = knownPin(life)
      return pin === null ? null : { kind: 'enter-pin', pin: new TextEncoder().encode(pin) }
    }
    case 'identify-key':
      return identify(life, question)
  }
}

function choosePin(life: Life): Answer {
  const pin = life.choosePin()
  if (life.inSlot) life.learn(life.inSlot, pin)
  return typedPin(pin)
}

/** The PIN of the key in the slot, where somebody knows it. */
function knownPin(life: Life): string | null {
  if (life.inSlot === null) return null
  const hash = Buffer.from(life.key(life.inSlot).memory.pin?.hash ?? []).toString('hex')
  return life.pinsOf(life.inSlot).find((pin) => hashOf(pin) === hash) ?? null
}

function hashOf(pin: string): string {
  return createHash('sha256').update(pin).digest('hex').slice(0, 32)
}

function identify(
  life: Life,
  { canTell, candidates }: Extract<Question, { kind: 'identify-key' }>,
): Answer {
  if (canTell && knownPin(life) !== null) {
    return { kind: 'identify-key', by: 'pin', issuanceId: null }
  }
  const credentials = life.inSlot ? life.key(life.inSlot).summary.credentials : []
  const ids = credentials.map(({ credentialId }) => Buffer.from(credentialId).toString('base64url'))
  const named = candidates.find(({ credentialId }) => ids.includes(credentialId ?? ''))
  if (named) return { kind: 'identify-key', by: 'issuance', issuanceId: named.id }
  return { kind: 'identify-key', by: 'none', issuanceId: null }
}
