import { isEnd, type Answer, type Outcome, type Question } from '../../shared/run.ts'
import type { CommandName } from '../../shared/text/words.ts'
import { screenOf } from '../state/screen.ts'
import { request, startRun } from '../state/station.ts'
import { change, currentState, type Place, type WindowState } from '../state/store.ts'
import * as actions from './actions.ts'
import type { Chord } from './chord.ts'
import * as templates from './template-actions.ts'
import * as upkeepActions from './upkeep-actions.ts'

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
const control = (key: string): readonly Chord[] => [{ key, with: 'control' }]

const isAt =
  (...names: string[]) =>
  (state: WindowState) =>
    names.includes(screenOf(state).name)
const activityOf = (state: WindowState) => state.run?.activity.kind ?? null
const isAsking =
  (...kinds: Question['kind'][]) =>
  ({ run }: WindowState) =>
    run?.activity.kind === 'ask' && kinds.includes(run.activity.question.kind)
const isConfirming = isAsking('confirm-erase', 'confirm-change')
const isUnderWay = ({ run }: WindowState) => run !== null && !isEnd(run.activity)

const tables = ['issuances', 'keys', 'people']
/** These need no connection: they tell what is wrong with it, among other things. */
const upkeep = ['audit', 'templates', 'connection', 'self-check', 'settings']

/** A place of the window; the way to it is open between runs. */
const place = (name: Place, digit: string): Command => ({
  chords: alt(digit),
  when: (state) =>
    isAt('first', 'desk', 'issue', ...tables, ...upkeep)(state) &&
    !isAt(name)(state) &&
    (state.snapshot?.connection.kind === 'connected' ||
      upkeep.includes(name) ||
      (name === 'desk' && !isAt('first')(state))),
  run: () => change({ place: name, chosen: null, opened: null, refusal: null }),
})

/** A procedure that needs nothing but the one key in the slot. */
const ofTheSlot = (chords: readonly Chord[], run: Command['run']): Command => ({
  chords,
  when: (state) => isAt('desk')(state) && state.snapshot?.keys.length === 1,
  run,
})

/** What the key is said to be that does not say it itself. */
const identifies = (by: 'pin' | 'none' | 'unknown', chords: readonly Chord[]): Command => ({
  chords,
  when: (state) => isAsking('identify-key')(state) && (by !== 'pin' || doesPinTell(state)),
  run: (state) => answer(state, { kind: 'identify-key', by, issuanceId: null }),
})

/** Everything that can be commanded, in the order in which the help lists it. */
export const commands: { readonly [C in CommandName]: Command } = {
  'find-person': {
    chords: control('f'),
    when: isAt('desk'),
    run: () => document.getElementById('find-person')?.focus(),
  },
  'find-row': {
    chords: control('f'),
    when: isAt(...tables, 'audit'),
    run: () => document.getElementById('find-row')?.focus(),
  },
  palette: {
    chords: control('k'),
    when: (state) => state.snapshot !== null && activityOf(state) !== 'act',
    run: ({ overlay }) => change({ overlay: overlay === 'palette' ? null : 'palette' }),
  },
  'go-desk': place('desk', '1'),
  'go-issuances': place('issuances', '2'),
  'go-keys': place('keys', '3'),
  'go-people': place('people', '4'),
  'go-audit': place('audit', '5'),
  'go-templates': place('templates', '6'),
  'go-connection': place('connection', '7'),
  'go-self-check': place('self-check', '8'),
  'go-settings': place('settings', '9'),
  'verify-journal': { chords: main, when: isAt('audit'), run: upkeepActions.verifyJournal },
  'export-table': { chords: [], when: isAt('audit'), run: upkeepActions.exportTable },
  'export-lines': { chords: [], when: isAt('audit'), run: upkeepActions.exportLines },
  'check-station': { chords: main, when: isAt('self-check'), run: upkeepActions.checkStation },
  'check-connection': {
    chords: main,
    when: (state) => isAt('connection')(state) && state.snapshot?.connection.kind === 'connected',
    run: () => actions.submit('check-connection'),
  },
  'edit-template': { chords: main, when: isReadingTemplate, run: templates.edit },
  'copy-template': { chords: alt('n'), when: isReadingTemplate, run: templates.copy },
  'retire-template': {
    chords: [],
    when: isReadingTemplate,
    run: ({ isRetiring }) => change({ isRetiring: !isRetiring }),
  },
  'save-template': {
    chords: main,
    when: isEditingTemplate,
    run: () => actions.submit('save-template'),
  },
  'stop-editing': { chords: escape, when: isEditingTemplate, run: templates.leave },
  'back-up': { chords: main, when: isAt('settings'), run: upkeepActions.backUp },
  'allow-terminal': {
    chords: [],
    when: isAt('settings'),
    run: () => upkeepActions.allowTerminal(true),
  },
  'dismiss-terminal': {
    chords: [],
    when: isAt('settings'),
    run: () => upkeepActions.allowTerminal(false),
  },
  'save-recovery-key': { chords: [], when: isAt('settings'), run: upkeepActions.saveRecoveryKey },
  'add-roots': { chords: [], when: isAt('settings'), run: upkeepActions.addRoots },
  'add-metadata-roots': { chords: [], when: isAt('settings'), run: upkeepActions.addMetadataRoots },
  'import-metadata': {
    chords: [],
    when: isAt('settings'),
    run: () => upkeepActions.importMetadata(),
  },
  'close-panel': {
    chords: escape,
    when: (state) => state.opened !== null && isAt(...tables, 'audit')(state),
    run: actions.closePanel,
  },
  'issue-to-person': {
    chords: main,
    when: (state) => isAt('people')(state) && actions.personToIssueTo(state) !== null,
    run: (state) => change({ chosen: actions.personToIssueTo(state), refusal: null }),
  },
  start: { chords: main, when: isAt('issue'), run: actions.start },
  'whose-key': ofTheSlot(alt('w'), () => startRun({ procedure: 'whose-key' })),
  'set-pin': ofTheSlot(alt('s'), () => startRun({ procedure: 'set-pin' })),
  'reset-pin': ofTheSlot(alt('r'), ({ overlay }) =>
    change({ overlay: overlay === 'reset-pin' ? null : 'reset-pin' }),
  ),
  'erase-inserted': ofTheSlot([], () => startRun({ procedure: 'erase-key' })),
  'choose-connection': {
    chords: alt('o'),
    when: (state) => isAt('first', 'connection')(state) && state.snapshot?.simulated === false,
    run: upkeepActions.chooseConnection,
  },
  'try-demo': {
    chords: main,
    when: isAt('first'),
    run: () => request('station.try-demo', null),
  },
  back: { chords: escape, when: isAt('issue'), run: () => change({ chosen: null, refusal: null }) },
  'give-its-pin': identifies('pin', main),
  'none-of-these': identifies('none', []),
  'nobody-knows': identifies('unknown', []),
  'keep-key': {
    chords: escape,
    when: isAsking('confirm-erase'),
    run: (state) => answer(state, { kind: 'confirm-erase', erase: false }),
  },
  'erase-key': {
    chords: [],
    when: isAsking('confirm-erase'),
    run: () => actions.submit('erase-key'),
  },
  'keep-as-is': {
    chords: escape,
    when: isAsking('confirm-change'),
    run: (state) => answer(state, { kind: 'confirm-change', confirmed: false }),
  },
  'confirm-change': {
    chords: [],
    when: isAsking('confirm-change'),
    run: () => actions.submit('confirm-change'),
  },
  'send-pin': {
    chords: [{ key: 'enter' }],
    when: isAsking('choose-pin', 'enter-pin'),
    run: () => actions.submit('send-pin'),
  },
  cancel: {
    chords: escape,
    when: (state) => isUnderWay(state) && !isConfirming(state),
    run: actions.cancel,
  },
  'show-pin': {
    chords: alt('p'),
    when: (state) => state.pinAskedFor === null && actions.waitingPin(state) !== null,
    run: (state) => change({ pinAskedFor: actions.waitingPin(state) }),
  },
  'hide-pin': {
    chords: alt('h'),
    when: (state) => state.pinAskedFor !== null,
    run: () => change({ pinAskedFor: null }),
  },
  'hand-over': {
    chords: alt('g'),
    when: (state) => state.pinAskedFor !== null,
    run: actions.handOver,
  },
  'print-letter': {
    chords: alt('l'),
    when: (state) => actions.waitingPin(state) !== null,
    run: (state) => actions.openPaper('letter', state),
  },
  'save-attestation': {
    chords: [],
    when: ({ opened }) => opened?.kind === 'issuance',
    run: upkeepActions.saveAttestation,
  },
  'print-label': {
    chords: alt('e'),
    when: (state) => actions.paperInView(state) !== null,
    run: (state) => actions.openPaper('label', state),
  },
  print: { chords: control('p'), when: ({ paper }) => paper !== null, run: () => window.print() },
  'save-pdf': {
    chords: control('s'),
    when: ({ paper }) => paper !== null,
    run: ({ paper }) => paper && upkeepActions.savePaper(paper.kind),
  },
  'next-person': {
    chords: main,
    when: (state) => outcomeOf(state)?.kind === 'issued',
    run: actions.dismiss,
  },
  close: {
    chords: main,
    when: (state) => ['changed', 'report'].includes(outcomeOf(state)?.kind ?? ''),
    run: actions.dismiss,
  },
  'start-again': {
    chords: main,
    when: (state) => hasFailed(state) && actions.canStartAgain(state),
    run: actions.startAgain,
  },
  'to-desk': { chords: escape, when: hasFailed, run: actions.dismiss },
  activate: { chords: alt('a'), when: isWaiting, run: actions.activate },
  'read-credentials': { chords: alt('r'), when: isLocked, run: actions.readCredentials },
  details: {
    chords: alt('d'),
    when: (state) => activityOf(state) === 'failed' || hasDetails(outcomeOf(state)),
    run: (state) => change({ areDetailsOpen: !state.areDetailsOpen }),
  },
  'copy-code': {
    chords: alt('c'),
    when: (state) => activityOf(state) === 'failed',
    run: actions.copyCode,
  },
  'simulate-slot': { chords: alt('k'), when: isSimulated, run: actions.simulateSlot },
  'simulate-touch': {
    chords: alt('t'),
    when: (state) => state.snapshot?.simulator?.touchAwaited === true,
    run: () => request('simulator.act', { act: 'touch' }),
  },
  'touch-by-hand': { chords: alt('b'), when: isSimulated, run: actions.switchTouch },
  language: {
    chords: [],
    when: () => true,
    run: ({ language }) => change({ language: language === 'en' ? 'de' : 'en' }),
  },
  help: {
    chords: [{ key: 'f1' }, { key: '?' }],
    when: () => true,
    run: ({ overlay }) => change({ overlay: overlay === 'help' ? null : 'help' }),
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

function isEditingTemplate(state: WindowState): boolean {
  return isAt('templates')(state) && state.editing !== null
}

function isReadingTemplate(state: WindowState): boolean {
  return (
    isAt('templates')(state) && state.editing === null && templates.templateInView(state) !== null
  )
}

function doesPinTell({ run }: WindowState): boolean {
  if (run?.activity.kind !== 'ask') return false
  const { question } = run.activity
  return question.kind === 'identify-key' && question.canTell
}

function hasFailed(state: WindowState): boolean {
  return ['failed', 'cancelled'].includes(activityOf(state) ?? '')
}

function isSimulated(state: WindowState): boolean {
  return state.snapshot?.simulator != null
}

function outcomeOf(state: WindowState): Outcome | null {
  return actions.outcomeOf(state)
}

/** A key that has to be activated; one whose PIN waits is activated by handing that over. */
function isWaiting(state: WindowState): boolean {
  const outcome = outcomeOf(state)
  return outcome?.kind === 'issued' && outcome.isWaiting
}

/** The key was read without its PIN, for which alone it shows its credentials. */
function isLocked(state: WindowState): boolean {
  const outcome = outcomeOf(state)
  return outcome?.kind === 'report' && outcome.report.credentials === null
}

/** A report is all details. */
function hasDetails(outcome: Outcome | null): boolean {
  return outcome?.kind === 'issued' || (outcome?.kind === 'changed' && outcome.issuance !== null)
}

async function answer({ run }: WindowState, given: Answer): Promise<void> {
  if (run?.activity.kind !== 'ask') return
  const { questionId } = run.activity
  await request('runs.answer', { runId: run.id, questionId, answer: given })
}
