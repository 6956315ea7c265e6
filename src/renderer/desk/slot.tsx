import type { ReactElement, ReactNode } from 'react'
import type { SecurityKey } from '../../shared/records.ts'
import { connectorOf } from '../drawings/connector.ts'
import { Scene } from '../drawings/scene.tsx'
import { fill } from '../../shared/text/fill.ts'
import { useWords } from '../text/use-words.ts'
import type { Instruction } from '../../shared/text/roles.ts'
import type { Words } from '../../shared/text/words.ts'
import styles from './slot.module.css'

interface Props {
  readonly keys: readonly SecurityKey[]
  readonly children?: ReactNode
}

/** What is plugged in right now, and what can be done with it. */
export function Slot({ keys, children }: Props): ReactElement {
  const words = useWords()
  const [first] = keys
  const scene = keys.length === 0 ? 'waiting' : keys.length === 1 ? 'inserted' : 'several'
  const { title, detail } = slotWords(words, keys)
  return (
    <section className={styles.slot} aria-label={words.desk.slot.label}>
      <h2 className={styles.heading}>{words.desk.slot.label}</h2>
      <div className={styles.picture}>
        <Scene
          scene={scene}
          connector={connectorOf(first?.product ?? null)}
          isClose={keys.length < 2}
        />
      </div>
      <div className={styles.words} aria-live="off">
        <p className={styles.title}>{title}</p>
        <p className={styles.detail}>{detail}</p>
      </div>
      {children}
    </section>
  )
}

function slotWords({ desk }: Words, keys: readonly SecurityKey[]): Instruction {
  const [first] = keys
  if (first === undefined) return desk.noKey
  if (keys.length === 1) {
    const facts = [first.firmware, first.serial].filter((fact) => fact !== undefined)
    return { title: first.product, detail: facts.join(' · ') || desk.oneKey.detail }
  }
  const { title, detail } = desk.severalKeys
  return { title: fill(title, { count: keys.length }), detail }
}
