import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactElement } from 'react'
import { commands } from '../commands.ts'
import { change, useWindow } from '../store.ts'
import type { CommandName } from '../text/words.ts'
import { useWords } from '../text/use-words.ts'
import { ChordKeys } from './chord-keys.tsx'
import styles from './help.module.css'

/** Every command with its key; what cannot be done on this screen is dimmed and says so by order. */
export function Help(): ReactElement {
  const isOpen = useWindow((state) => state.isHelpOpen)
  const { shell } = useWords()
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => change({ isHelpOpen: open })}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup}>
          <header className={styles.head}>
            <div>
              <Dialog.Title className={styles.title}>{shell.help.title}</Dialog.Title>
              <Dialog.Description className={styles.detail}>{shell.help.detail}</Dialog.Description>
            </div>
            <Dialog.Close className={styles.close} aria-label={shell.help.close.label}>
              <X aria-hidden="true" />
            </Dialog.Close>
          </header>
          <CommandList />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function CommandList(): ReactElement {
  const words = useWords()
  const isSimulated = useWindow((state) => state.snapshot?.simulator != null)
  const names = (Object.keys(commands) as CommandName[]).filter(
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

const simulated: readonly CommandName[] = ['simulate-slot', 'simulate-touch', 'touch-by-hand']
