import { KeyRound, Power, RectangleEllipsis } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import type { IssuedOutcome } from '../../shared/run.ts'
import { CommandButton } from '../components/command-button.tsx'
import { useWindow } from '../store.ts'
import { gateWords } from '../../shared/text/changed-words.ts'
import { fill } from '../../shared/text/fill.ts'
import { useWords } from '../text/use-words.ts'
import type { Instruction } from '../../shared/text/roles.ts'
import styles from './hand-over.module.css'
import { PinHandOver } from './pin-hand-over.tsx'

/** What the person is given now: the key, and the PIN if the station made it. */
export function HandOver({
  name,
  outcome,
}: {
  name: string
  outcome: IssuedOutcome
}): ReactElement {
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
        {outcome.isWaiting && <Activation issuanceId={outcome.issuanceId} name={name} />}
      </ul>
    </section>
  )
}

/** A key that cannot be used before it is activated, and what that takes. */
function Activation({
  issuanceId,
  name,
}: {
  issuanceId: string
  name: string
}): ReactElement | null {
  const words = useWords()
  const issuance = useWindow(({ snapshot }) => snapshot?.recent.find(({ id }) => id === issuanceId))
  const activation = issuance?.template.activation
  // A PIN that is handed over activates the key by itself.
  if (activation?.when === 'hand-over' && activation.gate === 'pin') return null
  const { activate } = words.procedures
  return (
    <li className={styles.item}>
      <Power aria-hidden="true" />
      <div>
        <p className={styles.what}>{activate.label}</p>
        <p className={styles.how}>
          {issuance ? gateWords(words, issuance.template, name) : words.done.waiting.detail}
        </p>
      </div>
      <CommandButton name="activate" look="plain" />
    </li>
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
