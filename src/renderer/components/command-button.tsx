import type { ReactElement } from 'react'
import type { CommandName } from '../../shared/text/words.ts'
import { commands, runCommand } from '../commands/commands.ts'
import { useWords } from '../text/use-words.ts'
import { ariaChord, ChordKeys } from './chord-keys.tsx'
import styles from './command-button.module.css'

interface Props {
  readonly name: CommandName
  readonly look: 'main' | 'plain' | 'danger' | 'grave' | 'quiet'
  /** It submits the form it stands in. */
  readonly submits?: boolean
  /** It cannot be used now; the reason is shown elsewhere and said again when pressed. */
  readonly isHeld?: boolean
  readonly hasFocus?: boolean
  readonly describedBy?: string
  /** In other words than the command's own. */
  readonly label?: string
}

/** A command as a button, with the key that does the same. */
export function CommandButton(props: Props): ReactElement {
  const { name, look, submits = false, isHeld = false, hasFocus = false } = props
  const { label } = useWords().commands[name]
  const [chord] = commands[name].chords
  return (
    <button
      type={submits ? 'submit' : 'button'}
      className={`${styles.button} ${styles[look]}`}
      aria-disabled={isHeld}
      aria-keyshortcuts={chord && ariaChord(chord)}
      aria-describedby={props.describedBy}
      data-focus={hasFocus ? '' : undefined}
      onClick={submits ? undefined : () => runCommand(name)}
    >
      {props.label ?? label}
      {chord && <ChordKeys chord={chord} />}
    </button>
  )
}
