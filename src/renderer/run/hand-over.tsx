import { KeyRound, RectangleEllipsis } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import type { Outcome } from '../../shared/run.ts'
import { CommandButton } from '../components/command-button.tsx'
import { useWindow } from '../store.ts'
import { fill } from '../text/fill.ts'
import { useWords } from '../text/use-words.ts'
import type { Instruction } from '../text/words.ts'
import styles from './hand-over.module.css'

interface Props {
  readonly name: string
  readonly product: string
  readonly outcome: Outcome
}

/** What the person is given now: the key, and the PIN if the station made it. */
export function HandOver({ name, outcome }: Props): ReactElement {
  const { done } = useWords()
  return (
    <section className={styles.handOver}>
      <h2 className={styles.title}>{done.handOver.title}</h2>
      <ul className={styles.items}>
        <Item icon={<KeyRound aria-hidden="true" />} words={done.giveKey} name={name} />
        {outcome.pinToHandOver ? (
          <Item icon={<RectangleEllipsis aria-hidden="true" />} words={done.givePin} name={name}>
            <PinCommand issuanceId={outcome.issuanceId} />
          </Item>
        ) : (
          <Item icon={<RectangleEllipsis aria-hidden="true" />} words={done.ownPin} name={name} />
        )}
      </ul>
    </section>
  )
}

function PinCommand({ issuanceId }: { issuanceId: string }): ReactElement {
  const isAsked = useWindow((state) => state.pinAskedFor === issuanceId)
  return <CommandButton name={isAsked ? 'hide-pin' : 'show-pin'} look="plain" />
}

interface ItemProps {
  readonly icon: ReactNode
  readonly words: Instruction
  readonly name: string
  readonly children?: ReactNode
}

function Item({ icon, words, name, children }: ItemProps): ReactElement {
  return (
    <li className={styles.item}>
      {icon}
      <div>
        <p className={styles.what}>{fill(words.title, { name })}</p>
        <p className={styles.how}>{fill(words.detail, { name })}</p>
      </div>
      {children}
    </li>
  )
}
