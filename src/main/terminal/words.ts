import type { FailureCause, KeyState } from '../../shared/failure.ts'
import type { Activity, Outcome, StepName } from '../../shared/run.ts'

const steps: { readonly [S in StepName]: string } = {
  'find-person': 'Find the person',
  'insert-key': 'Take the key',
  'check-key': 'Check the key',
  'erase-key': 'Erase the key',
  'set-pin': 'Set the PIN',
  'enroll-factor': 'Begin at Okta',
  'create-credential': 'Create the credential',
  'register-credential': 'Register it at Okta',
  'prove-credential': 'Prove it',
}

/** One activity as one line. */
export function activityLine(activity: Activity): string {
  switch (activity.kind) {
    case 'working':
      return steps[activity.step]
    case 'act':
      return `${steps[activity.step]}: ${actWords(activity)}`
    case 'ask':
      return `${steps[activity.step]}: a question`
    case 'done':
    case 'failed':
    case 'cancelled':
      return activity.kind
  }
}

function actWords(activity: Extract<Activity, { kind: 'act' }>): string {
  switch (activity.act) {
    case 'insert-key':
      return 'insert a key'
    case 'leave-one-key':
      return `leave one key of the ${activity.count}`
    case 'remove-key':
      return 'remove the key'
    case 'reinsert-key':
      return 'remove the key and insert it again'
    case 'touch-key':
      return activity.hold ? 'touch the key and hold' : 'touch the key now'
  }
}

/** What was issued, to whom. */
export function outcomeLines(outcome: Outcome, pinFile: string | null): string[] {
  const { person, key } = outcome
  const serial = key.serial === undefined ? '' : `, serial ${key.serial}`
  return [
    `Issued to ${person.firstName} ${person.lastName} (${person.login}, ${person.id}).`,
    `  key            ${key.product}${serial}`,
    `  AAGUID         ${outcome.aaguid}`,
    `  organization   ${outcome.provider}, RP ID ${outcome.rpId}`,
    `  factor         ${outcome.factorId}`,
    `  credential     ${outcome.credentialId}`,
    ...pinLines(outcome, pinFile),
  ]
}

function pinLines(outcome: Outcome, pinFile: string | null): string[] {
  if (!outcome.pinToHandOver) return []
  if (pinFile !== null) return [`  PIN            in ${pinFile}`]
  return [
    `  PIN            sealed; to hand it over: station hand-over ${outcome.issuanceId} --pin-out FILE`,
  ]
}

export function sentencesOf(cause: FailureCause): string {
  return `Failed: ${cause.code}.`
}

export function stateSentence(keyState: KeyState): string {
  return `The key: ${keyState}.`
}
