import { fastTypist, type Typist } from './typist.ts'

/** After a change of screen, what was meant for the one before is still on its way. */
export const settleMs = 250

export interface GuardState {
  /** Something is being done with the key, and the key may type. */
  readonly isActing: boolean
  readonly changedAt: number
}

type Stroke = Pick<
  KeyboardEvent,
  'key' | 'timeStamp' | 'repeat' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'
>

/** `drop`: the whole burst was typed by a key. `ignore`: this stroke does not count. */
export type Verdict = 'pass' | 'ignore' | 'drop'

/** Judges every stroke before anything else sees it. A FIDO key can also be a keyboard. */
export function createGuard(): (stroke: Stroke, state: GuardState) => Verdict {
  const typist = fastTypist()
  return (stroke, state) => {
    if (!isTyping(stroke)) return 'pass'
    const burst = judgeSpeed(typist, stroke)
    if (state.isActing && !isChord(stroke)) return 'ignore'
    if (burst !== 'pass') return burst
    if (stroke.timeStamp - state.changedAt < settleMs) return 'ignore'
    return stroke.repeat && isPressing(stroke) ? 'ignore' : 'pass'
  }
}

function judgeSpeed(typist: Typist, stroke: Stroke): Verdict {
  if (isChord(stroke) || stroke.isComposing) return 'pass'
  // A held letter repeats as fast as a key types; it neither makes a burst nor escapes one.
  return typist(stroke.key.length === 1 && !stroke.repeat, stroke.timeStamp)
}

function isTyping({ key }: Stroke): boolean {
  return key.length === 1 || key === 'Enter'
}

/** Enter and space press what has the focus. */
function isPressing({ key }: Stroke): boolean {
  return key === 'Enter' || key === ' '
}

function isChord({ ctrlKey, metaKey, altKey }: Stroke): boolean {
  return ctrlKey || metaKey || altKey
}
