import type { ReactElement } from 'react'
import type { CommandName } from '../../shared/text/words.ts'
import { commandNames, commands } from '../commands/commands.ts'
import { ChordKeys } from '../components/chord-keys.tsx'
import { CommandButton } from '../components/command-button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { change, useWindow } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './help.module.css'

/** Every command with its key. */
export function Help(): ReactElement {
  const { shell } = useWords()
  return (
    <Dialog
      isOpen={useWindow((state) => state.overlay === 'help')}
      title={shell.help.title}
      detail={shell.help.detail}
      onClose={() => change({ overlay: null })}
    >
      <CommandList />
      <p className={styles.language}>
        <CommandButton name="language" look="quiet" />
      </p>
    </Dialog>
  )
}

const simulated: readonly CommandName[] = ['simulate-slot', 'simulate-touch', 'touch-by-hand']

function CommandList(): ReactElement {
  const words = useWords()
  const isSimulated = useWindow((state) => state.snapshot?.simulator != null)
  const names = commandNames.filter(
    (name) => commands[name].chords.length > 0 && (isSimulated || !simulated.includes(name)),
  )
  return (
    <dl className={styles.list}>
      {names.map((name) => (
        <div key={name} className={styles.row}>
          <dt>{words.commands[name].label}</dt>
          <dd>
            {commands[name].chords.map((chord) => (
              <ChordKeys key={chord.key} chord={chord} />
            ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}
