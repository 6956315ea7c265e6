import type {
  Activity,
  IssuedOutcome,
  Outcome,
  PhysicalAct,
  Question,
  RunSnapshot,
} from '../run.ts'
import { changedWords, reportWords } from './changed-words.ts'
import { failureWords } from './failure-words.ts'
import { fill } from './fill.ts'
import type { Instruction } from './roles.ts'
import type { ActName, Words } from './words.ts'

type Ask = Extract<Activity, { kind: 'ask' }>
type ConfirmErase = Extract<Question, { kind: 'confirm-erase' }>

/** What a run's screen says, large: shown as its heading, and read out. */
export function instructionOf(words: Words, run: RunSnapshot): Instruction {
  const { activity } = run
  if (activity.kind === 'working') return { title: words.steps[activity.step].title, detail: '' }
  if (activity.kind === 'act') return actWords(words, activity)
  if (activity.kind === 'ask') return askWords(words, activity)
  if (activity.kind === 'done') return doneWords(words, activity.outcome)
  if (activity.kind === 'failed') return failureWords(words, activity.failure.cause)
  return words.run.cancelled
}

/** How the person is called on the screen. */
export function nameOf(words: Words, { person }: RunSnapshot): string {
  return person === null ? words.failed.somebody.label : personName(person)
}

/** First and last name, or the login of somebody who has neither. */
export function personName(person: {
  readonly firstName: string
  readonly lastName: string
  readonly login: string
}): string {
  return `${person.firstName} ${person.lastName}`.trim() || person.login
}

export function actNameOf(act: PhysicalAct): ActName {
  if (act.act !== 'touch-key') return act.act
  // Only a reset asks some keys for a long touch (longTouchForReset).
  return act.hold ? 'hold-to-erase' : `touch-to-${act.why}`
}

/** What the hands have to do, with the key that is meant where only one will do. */
export function actWords(words: Words, act: PhysicalAct): Instruction {
  if (act.act === 'insert-key' && act.expected !== undefined) {
    return filled(words.run.insertThis, act)
  }
  return filled(words.acts[actNameOf(act)], act)
}

/** What is asked, of whatever kind. */
export function askWords(words: Words, { question }: Ask): Instruction {
  if (question.kind === 'confirm-erase') return eraseWords(words, question)
  if (question.kind === 'identify-key') return words.ask.identify
  if (question.kind === 'choose-pin') return words.ask.pin
  if (question.kind === 'enter-pin') return words.ask.enterPin
  const { title, detail } = words.confirm[question.change]
  return { title, detail }
}

/** What goes with the key: a blank one has no PIN to lose. */
function eraseWords({ ask: { erase } }: Words, question: ConfirmErase): Instruction {
  const { title, detail } = erase
  return { title, detail: question.isBlank ? erase.blank.detail : detail }
}

/** How a procedure ended, in a heading and a sentence or two. */
export function doneWords(words: Words, outcome: Outcome): Instruction {
  if (outcome.kind === 'changed') return changedWords(words, outcome)
  if (outcome.kind === 'report') return reportWords(words, outcome.report)
  return filled(issuedWords(words, outcome), { name: personName(outcome.person) })
}

/** A key whose PIN is all that is missing is ready; one that has to be activated waits. */
function issuedWords({ done }: Words, outcome: IssuedOutcome): Instruction {
  const { title, detail } = done
  if (outcome.pinToHandOver) return { title, detail: done.withPin.detail }
  return outcome.isWaiting ? done.waiting : { title, detail }
}

function filled({ title, detail }: Instruction, values: object): Instruction {
  return { title: fill(title, values), detail: fill(detail, values) }
}
