import type { FailureCause, KeyState } from '../../shared/failure.ts'
import type { Issuance, Proposal } from '../../shared/records.ts'
import type {
  Activity,
  ChangedOutcome,
  IssuedOutcome,
  KeyReport,
  Question,
} from '../../shared/run.ts'
import { changedWords, meansWords, reportWords } from '../../shared/text/changed-words.ts'
import { english } from '../../shared/text/en/english.ts'
import { failureWords } from '../../shared/text/failure-words.ts'
import { fill } from '../../shared/text/fill.ts'
import { actWords, askWords } from '../../shared/text/instruction.ts'
import { proposalWords } from '../../shared/text/proposal-words.ts'
import { remediesOf } from '../../shared/text/remedies.ts'

/** One activity that is no end, as one line. */
export function activityLine(activity: Activity): string {
  if (activity.kind === 'working') return english.steps[activity.step].title
  if (activity.kind === 'act') return actWords(english, activity).title
  return activity.kind === 'ask' ? askWords(english, activity).title : activity.kind
}

/** Where the PIN is that the station made: in a file, sealed, or gone with a demo kept nowhere. */
export type PinPlace =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'sealed' }
  | { readonly kind: 'gone' }

/** What was issued, to whom. */
export function issuedLines(outcome: IssuedOutcome, pin: PinPlace): string[] {
  const { person, key } = outcome
  const serial = key.serial === undefined ? '' : `, serial ${key.serial}`
  return [
    `Issued to ${person.firstName} ${person.lastName} (${person.login}, ${person.id}).`,
    `  key            ${key.product}${serial}`,
    `  AAGUID         ${outcome.aaguid}`,
    `  organization   ${outcome.provider}, RP ID ${outcome.rpId}`,
    `  factor         ${outcome.factorId}`,
    `  credential     ${outcome.credentialId}`,
    `  issuance       ${outcome.issuanceId}`,
    ...outcome.others.map((id) => `  and issuance   ${id}`),
    ...pinLines(outcome, pin),
    ...(outcome.isWaiting ? ['  It waits for the hand-over: nobody can sign in with it yet.'] : []),
  ]
}

function pinLines(outcome: IssuedOutcome, pin: PinPlace): string[] {
  if (!outcome.pinToHandOver) return []
  if (pin.kind === 'file') return [`  PIN            in ${pin.file}`]
  if (pin.kind === 'gone') return ['  PIN            gone with the demo; --pin-out FILE keeps it']
  const command = `station hand-over ${outcome.issuanceId} --pin-out FILE`
  return [`  PIN            sealed; to hand it over: ${command}`]
}

/** What was done, and how the issuance stands now. */
export function changedLines(outcome: ChangedOutcome): string[] {
  const { title, detail } = changedWords(english, outcome)
  const row = outcome.issuance ? [`  ${issuanceLine(outcome.issuance)}`] : []
  return [`${title}. ${detail}`, ...row]
}

/** An issuance in one line. */
export function issuanceLine(issuance: Issuance): string {
  const { id, state, act, login, keyProduct, keySerial } = issuance
  const key = [keyProduct, keySerial].filter((part) => part !== null).join(' ')
  const stopped = act === null ? '' : ` (${english.unfinishedActs[act].detail})`
  return `${id}  ${english.issuanceStates[state].word}${stopped}  ${login}  ${key}`.trimEnd()
}

/** Whose key it is, and what it says of itself. */
export function reportLines(report: KeyReport): string[] {
  const { key, issuances, history, credentials } = report
  const { title, detail } = reportWords(english, report)
  const facts: readonly (readonly [string, string | number | undefined | null])[] = [
    ['product', key.product],
    ['model', report.model],
    ['AAGUID', key.aaguid],
    ['serial', key.serial],
    ['firmware', key.firmware],
    ['PIN', report.hasPin ? (report.mustChangePin ? 'set, must be changed' : 'set') : 'none'],
    ['attempts left', report.pinRetries],
    ['free places', report.freeSpace],
  ]
  return [
    `${title}. ${detail}`,
    ...facts.flatMap(([name, value]) => (value == null ? [] : [`  ${name.padEnd(14)} ${value}`])),
    ...issuances.map((one) => `  now            ${issuanceLine(one)}`),
    ...report.possible.map((one) => `  perhaps        ${issuanceLine(one)}`),
    ...history.map((one) => `  before         ${issuanceLine(one)}`),
    ...(credentials ?? []).map(
      ({ rpId, userName }) => `  holds          ${rpId} ${userName ?? ''}`,
    ),
  ]
}

/** What happened at the provider, to whose key, and how it is decided. */
export function proposalLines(proposal: Proposal): string[] {
  const { id, at, login } = proposal
  const { label } = english.proposals[proposal.proposal]
  const { leave } = english.desk.changes
  const told = [new Date(at).toISOString(), login, proposalWords(english, proposal)]
  const way = (text: string, option: string) => `  ${text}: station events --${option} ${id}`
  const ways =
    proposal.proposal === 'review'
      ? [way(label, 'dismiss')]
      : [way(label, 'apply'), way(leave.label, 'dismiss')]
  return [told.filter(Boolean).join('  '), ...ways]
}

/** What is about to be erased, as far as it is known. */
export function eraseLines(question: Extract<Question, { kind: 'confirm-erase' }>): string[] {
  const { key, holder, isBlank, credentials } = question
  const { erase } = english.ask
  const serial = key.serial === undefined ? '' : `, serial ${key.serial}`
  return [
    `${key.product}${serial}: ${isBlank ? erase.blank.detail : erase.detail}`,
    ...(holder === null ? [] : [fill(erase.holder.detail, { holder })]),
    ...(credentials === null ? [] : [fill(erase.credentials.detail, { count: credentials })]),
  ]
}

/** What is about to be done to whom, by which means. */
export function confirmationLines({
  change,
  issuance,
  means,
}: Extract<Question, { kind: 'confirm-change' }>): string[] {
  const { detail } = english.confirm[change]
  const name = issuance.personName
  const isMeans = change === 'inactivate' || change === 'reactivate'
  const how = means && isMeans ? [meansWords(english, means, change, name)] : []
  return [fill(detail, { name }), ...how]
}

/** What happened, what the key holds now where a key was in hand, and what to do, in order. */
export function failureLines(cause: FailureCause, keyState: KeyState | null): string[] {
  const { title, detail } = failureWords(english, cause)
  const state = keyState === null ? [] : [stateSentence(keyState)]
  const remedies = remediesOf(cause).map((name) => `  - ${english.remedies[name].detail}`)
  return [`${title}. ${detail}`, ...state, ...remedies]
}

export function stateSentence(keyState: KeyState): string {
  return english.keyStates[keyState].detail
}
