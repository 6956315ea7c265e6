import { expect, test } from 'vitest'
import { commandNames, commands } from '../../src/renderer/commands.ts'
import { useWindow, type WindowState } from '../../src/renderer/store.ts'
import { gallery } from './support/gallery.ts'
import { jane } from './support/samples.ts'

const initial = useWindow.getInitialState()

/** Every state of the window that the commands can tell apart. */
const states: readonly WindowState[] = gallery.flatMap(({ snapshot }) => {
  const state = { ...initial, snapshot, run: snapshot.runs[0] ?? null }
  return [state, { ...state, chosen: jane }, { ...state, pinAskedFor: 'i1' }]
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

test('erasing has no key at all', () => {
  expect(commands['erase-key'].chords).toEqual([])
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
