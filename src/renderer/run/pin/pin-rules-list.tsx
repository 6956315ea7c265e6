import { Check, Circle } from 'lucide-react'
import type { ReactElement } from 'react'
import { fill } from '../../../shared/text/fill.ts'
import { useWords } from '../../text/use-words.ts'
import styles from './pin-rules-list.module.css'
import type { PinCheck, PinLimits, PinRule } from './pin-rules.ts'

interface Props {
  readonly id: string
  readonly check: PinCheck
  readonly limits: PinLimits
}

const order: readonly PinRule[] = ['length', 'bytes', 'text', 'same']

/** The rules of this key, each with whether it is met. */
export function PinRules({ id, check, limits }: Props): ReactElement {
  const { pin } = useWords().ask
  const values = { minimum: limits.minimumLength, maximumBytes: limits.maximumBytes }
  return (
    <ul id={id} className={styles.rules}>
      {order.map((rule) => (
        <li key={rule} className={styles.rule} data-met={check[rule]}>
          {check[rule] ? <Check aria-hidden="true" /> : <Circle aria-hidden="true" />}
          {fill(pin.rules[rule].label, values)}
          <span className={styles.state}>{check[rule] ? pin.met.word : pin.unmet.word}</span>
        </li>
      ))}
    </ul>
  )
}
