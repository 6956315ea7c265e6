import { useEffect } from 'react'
import type { CommandName } from '../../shared/text/words.ts'
import { matches } from '../commands/chord.ts'
import { commandNames, commands, runCommand } from '../commands/commands.ts'
import { keyOf, screenOf } from '../state/screen.ts'
import { change, currentState, useWindow, type WindowState } from '../state/store.ts'
import { createGuard, type GuardState } from './guard.ts'

/** Listens before anything else in the window does; what is ignored is seen by nobody. */
export function useKeyboard(): void {
  useEffect(() => {
    const guard = createGuard()
    const settled = watchScreens()
    const onKeyDown = (event: KeyboardEvent): void => {
      const verdict = guard(event, { isActing: isActing(currentState()), changedAt: settled.at })
      if (verdict === 'pass') command(event)
      else swallow(event, verdict === 'drop')
    }
    globalThis.addEventListener('keydown', onKeyDown, { capture: true })
    return () => {
      settled.stop()
      globalThis.removeEventListener('keydown', onKeyDown, { capture: true })
    }
  }, [])
}

/** When the screen last became another one. */
function watchScreens(): { at: GuardState['changedAt']; stop: () => void } {
  const screens = { at: performance.now(), stop: () => undefined as void }
  screens.stop = useWindow.subscribe((state, before) => {
    if (keyOf(screenOf(state)) !== keyOf(screenOf(before))) screens.at = performance.now()
  })
  return screens
}

/** While the key is being used, whether the window shows it already or not. */
function isActing({ run, snapshot }: WindowState): boolean {
  const isAct = (activity: { kind: string } | undefined) => activity?.kind === 'act'
  return isAct(run?.activity) || isAct(snapshot?.runs[0]?.activity)
}

function swallow(event: KeyboardEvent, isBurst: boolean): void {
  event.preventDefault()
  event.stopPropagation()
  if (isBurst) emptyField()
  if (isBurst) change({ notice: 'typed-by-key' })
  else if (isActing(currentState())) change({ notice: 'typing-ignored' })
}

function emptyField(): void {
  const field = document.activeElement
  if (!(field instanceof HTMLInputElement)) return
  // Not by `value`, whose change React would take for its own and not tell anybody.
  field.setRangeText('', 0, field.value.length)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

function command(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const name = commandNames.find(
    (each) => isMeant(each, event) && commands[each].when(currentState()),
  )
  if (name === undefined || !runCommand(name)) return
  event.preventDefault()
  event.stopPropagation()
}

const ofPaper: readonly CommandName[] = ['print', 'save-pdf']

/** What is laid over the screen is commanded alone; in a field, signs are text. */
function isMeant(name: CommandName, event: KeyboardEvent): boolean {
  const { overlay, paper } = currentState()
  if (overlay !== null && name !== overlay) return false
  if (paper !== null && !ofPaper.includes(name)) return false
  return commands[name].chords.some((chord) => {
    if (chord.with === undefined && isText(chord.key) && isField(event.target)) return false
    return matches(chord, event)
  })
}

/** Enter in a field submits its form by itself; "?" is a character like any other. */
function isText(key: string): boolean {
  return key.length === 1 || key === 'enter'
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement
}
