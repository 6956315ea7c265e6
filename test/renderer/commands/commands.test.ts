import { expect, test } from 'vitest'
import { commandNames, commands } from '../../../src/renderer/commands/commands.ts'
import { useWindow, type Paper, type WindowState } from '../../../src/renderer/state/store.ts'
import { formOf, type Editing } from '../../../src/renderer/state/template-form.ts'
import { gallery } from '../support/gallery.ts'
import { tables } from '../support/life-samples.ts'
import { jane, recent, walkIn } from '../support/samples.ts'

const initial = useWindow.getInitialState()

const [sealed] = recent
const [person] = tables.people
const [firstEntry] = tables.entries
if (sealed === undefined || person === undefined || firstEntry === undefined)
  throw new Error('the samples are empty')
const places = ['issuances', 'keys', 'people'] as const
const house = ['audit', 'templates', 'connection', 'self-check', 'settings'] as const
const entry = { ...firstEntry, login: null, keySerial: null, issuanceId: null }
const editing: Editing = {
  original: walkIn,
  isNew: false,
  form: formOf(walkIn),
  wrong: [],
  isLeaving: false,
}
const paper: Paper = {
  kind: 'label',
  issuanceId: sealed.id,
  name: sealed.personName,
  login: sealed.login,
  product: '',
  serial: '',
  provider: sealed.provider,
}

/** Every state of the window that the commands can tell apart. */
const states: readonly WindowState[] = gallery.flatMap(({ snapshot }) => {
  const state = { ...initial, snapshot, run: snapshot.runs[0] ?? null }
  return [
    state,
    { ...state, chosen: jane },
    { ...state, pinAskedFor: 'i1' },
    { ...state, handOverOf: sealed },
    { ...state, paper },
    ...places.flatMap((place) => [
      { ...state, place },
      { ...state, place, opened: { kind: 'issuance', issuance: sealed, from: null } as const },
      { ...state, place, opened: { kind: 'person', person } as const },
    ]),
    ...house.map((place) => ({ ...state, place })),
    { ...state, place: 'audit' as const, opened: { kind: 'entry', entry } as const },
    { ...state, place: 'templates' as const, editing },
  ]
})

test('no two commands of one screen share a key', () => {
  for (const state of states) {
    const active = commandNames.filter((name) => commands[name].when(state))
    const keys = active.flatMap((name) =>
      commands[name].chords.map((chord) => JSON.stringify(chord)),
    )
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  }
})

test('no command is a letter or a digit alone: a security key types those', () => {
  const alone = commandNames.flatMap((name) =>
    commands[name].chords.filter(
      ({ key, with: modifier }) => !modifier && /^[a-z0-9 ]$/u.test(key),
    ),
  )
  expect(alone).toEqual([])
})

test('Enter alone commands nothing but the form it stands in', () => {
  const byEnter = commandNames.filter((name) =>
    commands[name].chords.some(({ key, with: modifier }) => key === 'enter' && !modifier),
  )
  expect(byEnter).toEqual(['send-pin'])
})

test('what destroys has no key at all', () => {
  expect(commands['erase-key'].chords).toEqual([])
  expect(commands['erase-inserted'].chords).toEqual([])
  expect(commands['retire-template'].chords).toEqual([])
  expect(commands['confirm-change'].chords).toEqual([])
})

test('wherever a run is under way, Escape stops it, keeps the key, or says why not', () => {
  const underWay = states.filter(
    ({ run }) => run !== null && !['done', 'failed', 'cancelled'].includes(run.activity.kind),
  )
  for (const state of underWay) {
    const byEscape = commandNames.filter(
      (name) =>
        commands[name].when(state) && commands[name].chords.some(({ key }) => key === 'escape'),
    )
    expect(byEscape).toHaveLength(1)
  }
})

test('every command is possible somewhere', () => {
  const never = commandNames.filter((name) => !states.some((state) => commands[name].when(state)))
  expect(never).toEqual([])
})
