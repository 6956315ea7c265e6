import { KeyRound, RectangleEllipsis } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import type { Outcome } from '../../shared/run.ts'
import { fill } from '../../shared/text/fill.ts'
import { useWords } from '../text/use-words.ts'
import type { Instruction } from '../../shared/text/words.ts'
import styles from './hand-over.module.css'
import { PinHandOver } from './pin-hand-over.tsx'

/** What the person is given now: the key, and the PIN if the station made it. */
export function HandOver({ name, outcome }: { name: string; outcome: Outcome }): ReactElement {
  const { done } = useWords()
  return (
    <section className={styles.handOver}>
      <h2 className={styles.title}>{done.handOver.title}</h2>
      <ul className={styles.items}>
        <Item icon={<KeyRound aria-hidden="true" />} words={done.giveKey} name={name} />
        {outcome.pinToHandOver ? (
          <li className={styles.item}>
            <PinHandOver issuanceId={outcome.issuanceId} name={name} />
          </li>
        ) : (
          <Item icon={<RectangleEllipsis aria-hidden="true" />} words={done.ownPin} name={name} />
        )}
      </ul>
    </section>
  )
}

interface ItemProps {
  readonly icon: ReactNode
  readonly words: Instruction
  readonly name: string
}

function Item({ icon, words, name }: ItemProps): ReactElement {
  return (
    <li className={styles.item}>
      {icon}
      <div>
        <p className={styles.what}>{fill(words.title, { name })}</p>
        <p className={styles.how}>{fill(words.detail, { name })}</p>
      </div>
    </li>
  )
}
