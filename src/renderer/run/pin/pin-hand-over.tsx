import { Check, RectangleEllipsis } from 'lucide-react'
import type { ReactElement } from 'react'
import { fill } from '../../../shared/text/fill.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { useWindow } from '../../state/store.ts'
import { useWords } from '../../text/use-words.ts'
import styles from './pin-hand-over.module.css'
import { RevealPin } from './reveal-pin.tsx'

interface Props {
  readonly issuanceId: string
  readonly name: string
  /** How much the letter with it stands out. */
  readonly letter: 'plain' | 'quiet'
}

/** A PIN the station made: shown when asked for, forgotten when the person has it. */
export function PinHandOver({ issuanceId, name, letter }: Props): ReactElement {
  const { done } = useWords()
  const isShown = useWindow((state) => state.pinAskedFor === issuanceId)
  const isGone = useWindow((state) => state.handedOver === issuanceId)
  const { title } = isShown ? done.pinShown : done.givePin
  const { detail } = isGone ? done.pinGone : isShown ? done.pinShown : done.givePin
  return (
    <div className={styles.pin}>
      {isGone ? <Check aria-hidden="true" /> : <RectangleEllipsis aria-hidden="true" />}
      <div className={styles.words}>
        <p className={styles.what}>{fill(title, { name })}</p>
        <p className={styles.how}>{fill(detail, { name })}</p>
      </div>
      <div className={styles.commands}>
        {!isShown && !isGone && <CommandButton name="print-letter" look={letter} />}
        {!isGone && <CommandButton name={isShown ? 'hide-pin' : 'show-pin'} look="plain" />}
      </div>
      {isShown && (
        <div className={styles.shown}>
          <RevealPin issuanceId={issuanceId} title={fill(title, { name })} />
          <div className={styles.commands}>
            <CommandButton name="print-letter" look="quiet" />
            <CommandButton name="hand-over" look="plain" />
          </div>
        </div>
      )}
    </div>
  )
}
