import type { Activity, PhysicalAct, RunSnapshot } from '../../shared/run.ts'
import { failureWords } from './failure-words.ts'
import { fill } from './fill.ts'
import type { ActName, Instruction, Words } from './words.ts'

/** What a run's screen says, large: shown as its heading, and read out. */
export function instructionOf(words: Words, run: RunSnapshot): Instruction {
  const { activity } = run
  switch (activity.kind) {
    case 'working':
      return { title: words.steps[activity.step].title, detail: '' }
    case 'act':
      return actWords(words, activity)
    case 'ask':
      return askWords(words, activity)
    case 'done':
      return filled(words.done, { name: nameOf(words, run) })
    case 'failed':
      return failureWords(words, activity.failure.cause)
    case 'cancelled':
      return words.run.cancelled
  }
}

/** How the person is called on the screen. */
export function nameOf(words: Words, { person }: RunSnapshot): string {
  if (person === null) return words.failed.somebody.label
  return `${person.firstName} ${person.lastName}`.trim() || person.login
}

function actWords(words: Words, act: PhysicalAct): Instruction {
  return filled(words.acts[actNameOf(act)], act)
}

export function actNameOf(act: PhysicalAct): ActName {
  if (act.act !== 'touch-key') return act.act
  return `${act.hold ? 'hold' : 'touch'}-to-${act.why}`
}

function askWords(words: Words, activity: Extract<Activity, { kind: 'ask' }>): Instruction {
  return activity.question.kind === 'confirm-erase' ? words.ask.erase : words.ask.pin
}

function filled({ title, detail }: Instruction, values: object): Instruction {
  return { title: fill(title, values), detail: fill(detail, values) }
}
