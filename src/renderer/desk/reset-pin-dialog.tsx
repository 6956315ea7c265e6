import type { ReactElement } from 'react'
import { Dialog } from '../components/dialog.tsx'
import { startRun } from '../state/station.ts'
import { change, useWindow } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './reset-pin-dialog.module.css'

const choices = ['known', 'forgotten'] as const

/** Two very different procedures have the same name; what the holder knows decides which it is. */
export function ResetPinDialog(): ReactElement {
  const { resetPin } = useWords()
  return (
    <Dialog
      isOpen={useWindow((state) => state.overlay === 'reset-pin')}
      title={resetPin.title}
      detail={resetPin.detail}
      onClose={() => change({ overlay: null })}
    >
      <div className={styles.choices}>
        {choices.map((pin) => (
          <button
            key={pin}
            type="button"
            className={styles.choice}
            onClick={() => {
              change({ overlay: null })
              void startRun({ procedure: 'reset-pin', pin })
            }}
          >
            <span className={styles.label}>{resetPin[pin].label}</span>
            <span className={styles.detail}>{resetPin[pin].detail}</span>
          </button>
        ))}
      </div>
    </Dialog>
  )
}
