import type { Activity, Outcome, PhysicalAct, RunSnapshot } from '../run.ts'
import { failureWords } from './failure-words.ts'
import { fill } from './fill.ts'
import type { ActName, Instruction, Words } from './words.ts'

/** What a run's screen says, large: shown as its heading, and read out. */
export function instructionOf(words: Words, run: RunSnapshot): Instruction {
  const { activity } = run
  if (activity.kind === 'working') return { title: words.steps[activity.step].title, detail: '' }
  if (activity.kind === 'act') return filled(words.acts[actNameOf(activity)], activity)
  if (activity.kind === 'ask') return askWords(words, activity)
  if (activity.kind === 'done') return doneWords(words, run, activity.outcome)
  if (activity.kind === 'failed') return failureWords(words, activity.failure.cause)
  return words.run.cancelled
}

/** How the person is called on the screen. */
export function nameOf(words: Words, { person }: RunSnapshot): string {
  if (person === null) return words.failed.somebody.label
  return `${person.firstName} ${person.lastName}`.trim() || person.login
}

export function actNameOf(act: PhysicalAct): ActName {
  if (act.act !== 'touch-key') return act.act
  // Only a reset asks some keys for a long touch (longTouchForReset).
  return act.hold ? 'hold-to-erase' : `touch-to-${act.why}`
}

function doneWords(words: Words, run: RunSnapshot, outcome: Outcome): Instruction {
  const { title, detail, withPin } = words.done
  const shown = { title, detail: outcome.pinToHandOver ? withPin.detail : detail }
  return filled(shown, { name: nameOf(words, run) })
}

function askWords(words: Words, activity: Extract<Activity, { kind: 'ask' }>): Instruction {
  return activity.question.kind === 'confirm-erase' ? words.ask.erase : words.ask.pin
}

function filled({ title, detail }: Instruction, values: object): Instruction {
  return { title: fill(title, values), detail: fill(detail, values) }
}
