import type { FailureCause, FailureCode, KeyState } from '../../../shared/failure.ts'
import { failureWords } from '../../../shared/text/failure-words.ts'
import { fill } from '../../../shared/text/fill.ts'
import { remediesOf } from '../../../shared/text/remedies.ts'
import type { RemedyName } from '../../../shared/text/remedy-name.ts'
import type { Instruction } from '../../../shared/text/roles.ts'
import type { Texts } from '../language.ts'

/** What happened, what the key holds now where a key was in hand, and what to do, in order. */
export function failureLines(
  texts: Texts,
  cause: FailureCause,
  keyState: KeyState | null,
): string[] {
  const { title, detail } = wordsOf(texts, cause)
  const state = keyState === null ? [] : [stateSentence(texts, keyState)]
  const remedies = remediesOf(cause).map((name) => `  - ${remedyOf(texts, name)}`)
  return [`${title}. ${detail}`, ...state, ...remedies]
}

/** What a cause carries for an administrator or a report, and no sentence says; never a value of a secret. */
const particulars = [
  'command',
  'status',
  'field',
  'operation',
  'errorCode',
  'error',
  'reason',
  'phase',
] as const

/** Their reason is a sentence already. */
const toldInWords: readonly FailureCode[] = [
  'file-not-written',
  'backup-unusable',
  'trust-refused',
  'registry-unavailable',
]

/** The code, with the names that the key, the provider or the file gave, as they stand in `--json`. */
export function codeLine({ terminal }: Texts, cause: FailureCause): string {
  const known = new Map<string, unknown>(Object.entries(cause))
  const told = particulars.flatMap((name) => {
    const value = known.get(name)
    return (typeof value === 'string' && value !== '') || typeof value === 'number'
      ? [`${name} ${value}`]
      : []
  })
  const isTold = told.length === 0 || toldInWords.includes(cause.code)
  return `${fill(terminal.code.label, cause)}${isTold ? '' : ` (${told.join(', ')})`}`
}

export function stateSentence({ words }: Texts, keyState: KeyState): string {
  return words.keyStates[keyState].detail
}

function wordsOf({ words, terminal }: Texts, cause: FailureCause): Instruction {
  if (cause.code === 'secrets-unavailable') return terminal.failures[cause.code]
  if (cause.code === 'input-invalid') {
    const { title, detail } = terminal.failures[cause.code]
    return { title, detail: fill(detail, { paths: cause.paths.join(', ') }) }
  }
  return failureWords(words, cause)
}

/** What leads to another part of the window leads to a command here. */
function remedyOf({ words, terminal }: Texts, name: RemedyName): string {
  const own: Texts['terminal']['remedies'] = terminal.remedies
  return (isOwn(own, name) ? own[name] : words.remedies[name]).detail
}

function isOwn<T extends object>(own: T, name: PropertyKey): name is keyof T {
  return Object.hasOwn(own, name)
}
