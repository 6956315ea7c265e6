import { isEnd } from '../shared/run.ts'
import type { Chord } from './keyboard/chord.ts'
import { screenOf } from './screen.ts'
import { ask, request, startRun } from './station.ts'
import { change, currentState, type WindowState } from './store.ts'
import type { CommandName } from '../shared/text/words.ts'

/** One thing the operator can do: by button, by key, and listed under "?". */
export interface Command {
  readonly chords: readonly Chord[]
  readonly when: (state: WindowState) => boolean
  readonly run: (state: WindowState) => unknown
}

const escape: readonly Chord[] = [{ key: 'escape' }]
/** The one main command of a screen. Never Enter alone: a security key types that. */
const main: readonly Chord[] = [{ key: 'enter', with: 'control' }]
const alt = (key: string): readonly Chord[] => [{ key, with: 'alt' }]

const isAt = (name: string) => (state: WindowState) => screenOf(state).name === name
const activityOf = (state: WindowState) => state.run?.activity.kind ?? null
const isAsking = (kind: string) => (state: WindowState) => {
  const activity = state.run?.activity
  return activity?.kind === 'ask' && activity.question.kind === kind
}
const isOver = ({ run }: WindowState) => run !== null && isEnd(run.activity)

/** Everything that can be commanded, in the order in which the help lists it. */
export const commands: { readonly [C in CommandName]: Command } = {
  'find-person': {
    chords: [{ key: 'k', with: 'control' }],
    when: isAt('desk'),
    run: () => document.getElementById('find-person')?.focus(),
  },
  start: { chords: main, when: isAt('issue'), run: start },
  'try-demo': {
    chords: main,
    when: isAt('first'),
    run: () => request('station.try-demo', null),
  },
  back: { chords: escape, when: isAt('issue'), run: () => change({ chosen: null, refusal: null }) },
  'keep-key': { chords: escape, when: isAsking('confirm-erase'), run: keepKey },
  'erase-key': { chords: [], when: isAsking('confirm-erase'), run: () => submit('erase-key') },
  'send-pin': {
    chords: [{ key: 'enter' }],
    when: isAsking('choose-pin'),
    run: () => submit('send-pin'),
  },
  cancel: {
    chords: escape,
    when: (state) => state.run !== null && !isOver(state) && !isAsking('confirm-erase')(state),
    run: cancel,
  },
  'show-pin': { chords: alt('p'), when: hasPinToShow, run: showPin },
  'hide-pin': {
    chords: alt('h'),
    when: (state) => state.pinAskedFor !== null,
    run: () => change({ pinAskedFor: null }),
  },
  'hand-over': { chords: alt('g'), when: (state) => state.pinAskedFor !== null, run: handOver },
  'next-person': { chords: main, when: (state) => activityOf(state) === 'done', run: dismiss },
  'start-again': {
    chords: main,
    when: (state) => hasFailed(state) && state.run?.person != null,
    run: startAgain,
  },
  'to-desk': { chords: escape, when: hasFailed, run: dismiss },
  details: {
    chords: alt('d'),
    when: (state) => ['done', 'failed'].includes(activityOf(state) ?? ''),
    run: (state) => change({ areDetailsOpen: !state.areDetailsOpen }),
  },
  'copy-code': { chords: alt('c'), when: (state) => activityOf(state) === 'failed', run: copyCode },
  'simulate-slot': { chords: alt('k'), when: isSimulated, run: simulateSlot },
  'simulate-touch': {
    chords: alt('t'),
    when: (state) => state.snapshot?.simulator?.touchAwaited === true,
    run: () => request('simulator.act', { act: 'touch' }),
  },
  'touch-by-hand': { chords: alt('b'), when: isSimulated, run: switchTouch },
  language: {
    chords: [],
    when: () => true,
    run: ({ language }) => change({ language: language === 'en' ? 'de' : 'en' }),
  },
  help: {
    chords: [{ key: 'f1' }, { key: '?' }],
    when: () => true,
    run: ({ isHelpOpen }) => change({ isHelpOpen: !isHelpOpen }),
  },
}

export const commandNames: readonly CommandName[] = Object.keys(commands).filter(isCommandName)

function isCommandName(name: string): name is CommandName {
  return name in commands
}

/** Runs a command where it applies; says whether it did. */
export function runCommand(name: CommandName): boolean {
  const state = currentState()
  if (!commands[name].when(state)) return false
  void commands[name].run(state)
  return true
}

function hasFailed(state: WindowState): boolean {
  return ['failed', 'cancelled'].includes(activityOf(state) ?? '')
}

function isSimulated(state: WindowState): boolean {
  return state.snapshot?.simulator != null
}

/** The issuance whose PIN waits on this screen: of the run that is done, or chosen from the list. */
function waitingPin({ run, handOverOf, handedOver }: WindowState): string | null {
  const outcome = run?.activity.kind === 'done' ? run.activity.outcome : null
  const id = outcome?.pinToHandOver === true ? outcome.issuanceId : handOverOf
  return id === handedOver ? null : id
}

function hasPinToShow(state: WindowState): boolean {
  return state.pinAskedFor === null && waitingPin(state) !== null
}

async function start({ chosen, templateId, snapshot }: WindowState): Promise<void> {
  const id = templateId ?? snapshot?.templates[0]?.id
  if (chosen !== null && id !== undefined) await startRun(chosen, id)
}

async function keepKey({ run }: WindowState): Promise<void> {
  if (run?.activity.kind !== 'ask') return
  const answer = { kind: 'confirm-erase', erase: false } as const
  await request('runs.answer', { runId: run.id, questionId: run.activity.questionId, answer })
}

async function cancel({ run }: WindowState): Promise<void> {
  if (run === null) return
  const reply = run.cancellable ? await ask('runs.cancel', { runId: run.id }) : { ok: false }
  if (!reply.ok) change({ notice: 'cannot-cancel' })
}

async function dismiss({ run }: WindowState): Promise<void> {
  if (run !== null) await request('runs.dismiss', { runId: run.id })
}

/** Leads back to the same person, where the template and the slot are seen once more. */
async function startAgain(state: WindowState): Promise<void> {
  const person = state.run?.person ?? null
  await dismiss(state)
  change({ chosen: person })
}

function showPin(state: WindowState): void {
  change({ pinAskedFor: waitingPin(state) })
}

async function handOver({ pinAskedFor }: WindowState): Promise<void> {
  if (pinAskedFor === null) return
  const isDone = await request('pins.hand-over', { issuanceId: pinAskedFor })
  if (isDone) change({ handedOver: pinAskedFor, pinAskedFor: null, handOverOf: null })
}

async function copyCode({ run }: WindowState): Promise<void> {
  if (run?.activity.kind !== 'failed') return
  const { failure } = run.activity
  try {
    const code = [failure.cause.code, failure.requestId ?? ''].join(' ').trim()
    await navigator.clipboard.writeText(code)
    change({ notice: 'copied' })
  } catch {
    // The clipboard is closed to this window: marked, the code is one stroke away from it.
    const details = document.getElementById('details')
    if (details) document.getSelection()?.selectAllChildren(details)
  }
}

async function simulateSlot({ snapshot }: WindowState): Promise<void> {
  const [key] = snapshot?.simulator?.keys ?? []
  if (key === undefined) return
  await request('simulator.act', { act: key.inserted ? 'remove' : 'insert', name: key.name })
}

async function switchTouch({ snapshot }: WindowState): Promise<void> {
  const on = snapshot?.simulator?.touchByHand !== true
  await request('simulator.act', { act: 'touch-by-hand', on })
}

function submit(id: string): void {
  const form = document.getElementById(id)
  if (form instanceof HTMLFormElement) form.requestSubmit()
}
