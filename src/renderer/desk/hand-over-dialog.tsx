import type { ReactElement } from 'react'
import { CommandButton } from '../components/command-button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { Refusal } from '../components/refusal.tsx'
import { PinHandOver } from '../run/pin/pin-hand-over.tsx'
import { change, useWindow } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './hand-over-dialog.module.css'

/** The PIN of a key issued before, still waiting for its holder. A paper is laid over it. */
export function HandOverDialog(): ReactElement {
  const { desk } = useWords()
  const { handOverOf: issuance, paper, refusal } = useWindow()
  return (
    <Dialog
      isOpen={issuance !== null && paper === null}
      title={desk.pinWaiting.label}
      detail={issuance?.login ?? ''}
      onClose={() => change({ handOverOf: null, pinAskedFor: null, refusal: null })}
    >
      {issuance && (
        <PinHandOver
          issuanceId={issuance.id}
          name={issuance.personName}
          letter={issuance.template.papers.letter ? 'plain' : 'quiet'}
        />
      )}
      {refusal !== null && <Refusal cause={refusal} />}
      <div className={styles.papers}>
        <CommandButton name="print-label" look="quiet" />
      </div>
    </Dialog>
  )
}
