import { Autocomplete } from '@base-ui/react/autocomplete'
import { useRef, type ReactElement, type RefObject } from 'react'
import type { CommandName, Words } from '../../shared/text/words.ts'
import { commandNames, commands, runCommand } from '../commands/commands.ts'
import { ChordKeys } from '../components/chord-keys.tsx'
import { Dialog } from '../components/dialog.tsx'
import { change, currentState, useWindow } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './palette.module.css'

/** Everything that can be done right now, found by its name. */
export function Palette(): ReactElement {
  const { palette } = useWords()
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog
      isOpen={useWindow((state) => state.overlay === 'palette')}
      title={palette.title}
      detail={palette.detail}
      onClose={() => change({ overlay: null })}
      initialFocus={field}
    >
      <CommandSearch field={field} />
    </Dialog>
  )
}

/** These send a form that has to be filled in where it stands, or are the palette itself. */
const elsewhere: readonly CommandName[] = ['palette', 'send-pin', 'erase-key', 'confirm-change']

function CommandSearch({ field }: { field: RefObject<HTMLInputElement | null> }): ReactElement {
  const words = useWords()
  const state = useWindow()
  const names = commandNames.filter(
    (name) => !elsewhere.includes(name) && commands[name].when(state),
  )
  return (
    // Nothing is marked before something was typed or an arrow pressed: Enter alone starts nothing.
    <Autocomplete.Root
      inline
      open
      autoHighlight
      items={names}
      itemToStringValue={(name) => words.commands[name].label}
    >
      <Autocomplete.Input
        ref={field}
        className={styles.input}
        aria-label={words.palette.field.label}
        placeholder={words.palette.field.label}
        spellCheck={false}
      />
      <Autocomplete.Empty className={styles.empty}>
        {words.palette.nothing.detail}
      </Autocomplete.Empty>
      <Autocomplete.List className={styles.list} aria-label={words.palette.title}>
        {(name: CommandName) => <CommandLine key={name} name={name} words={words} />}
      </Autocomplete.List>
    </Autocomplete.Root>
  )
}

function CommandLine({ name, words }: { name: CommandName; words: Words }): ReactElement {
  const [chord] = commands[name].chords
  return (
    <Autocomplete.Item value={name} className={styles.line} onClick={() => take(name)}>
      {words.commands[name].label}
      {chord && <ChordKeys chord={chord} />}
    </Autocomplete.Item>
  )
}

/** The palette goes first, so that what the command opens is not under it. */
function take(name: CommandName): void {
  change({ overlay: null })
  if (commands[name].when(currentState())) runCommand(name)
}
