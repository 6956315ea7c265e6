import type { FailureCause, KeyState } from '../../shared/failure.ts'
import type { Activity, Outcome } from '../../shared/run.ts'
import { english } from '../../shared/text/en/english.ts'
import { failureWords } from '../../shared/text/failure-words.ts'
import { actNameOf } from '../../shared/text/instruction.ts'
import { remediesOf } from '../../shared/text/remedies.ts'

/** One activity that is no end, as one line. */
export function activityLine(activity: Activity): string {
  if (activity.kind === 'working') return english.steps[activity.step].title
  if (activity.kind === 'act') return english.acts[actNameOf(activity)].title
  if (activity.kind !== 'ask') return activity.kind
  return activity.question.kind === 'choose-pin' ? english.ask.pin.title : english.ask.erase.title
}

/** Where the PIN is that the station made: in a file, sealed, or gone with a demo kept nowhere. */
export type PinPlace =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'sealed' }
  | { readonly kind: 'gone' }

/** What was issued, to whom. */
export function outcomeLines(outcome: Outcome, pin: PinPlace): string[] {
  const { person, key } = outcome
  const serial = key.serial === undefined ? '' : `, serial ${key.serial}`
  return [
    `Issued to ${person.firstName} ${person.lastName} (${person.login}, ${person.id}).`,
    `  key            ${key.product}${serial}`,
    `  AAGUID         ${outcome.aaguid}`,
    `  organization   ${outcome.provider}, RP ID ${outcome.rpId}`,
    `  factor         ${outcome.factorId}`,
    `  credential     ${outcome.credentialId}`,
    ...pinLines(outcome, pin),
  ]
}

function pinLines(outcome: Outcome, pin: PinPlace): string[] {
  if (!outcome.pinToHandOver) return []
  if (pin.kind === 'file') return [`  PIN            in ${pin.file}`]
  if (pin.kind === 'gone') return ['  PIN            gone with the demo; --pin-out FILE keeps it']
  const command = `station hand-over ${outcome.issuanceId} --pin-out FILE`
  return [`  PIN            sealed; to hand it over: ${command}`]
}

/** What happened, what the key holds now where a key was in hand, and what to do, in order. */
export function failureLines(cause: FailureCause, keyState: KeyState | null): string[] {
  const { title, detail } = failureWords(english, cause)
  const state = keyState === null ? [] : [stateSentence(keyState)]
  const remedies = remediesOf[cause.code].map((name) => `  - ${english.remedies[name].detail}`)
  return [`${title}. ${detail}`, ...state, ...remedies]
}

export function stateSentence(keyState: KeyState): string {
  return english.keyStates[keyState].detail
}
