import { Collapsible } from '@base-ui/react/collapsible'
import { ChevronRight } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { commands } from '../commands/commands.ts'
import { change, useWindow } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import { ChordKeys } from './chord-keys.tsx'
import styles from './details.module.css'

export interface Fact {
  readonly label: string
  readonly value: string | null
}

/** What only a specialist asks for, folded away. */
export function Details({ facts, children }: { facts: readonly Fact[]; children?: ReactNode }) {
  const isOpen = useWindow((state) => state.areDetailsOpen)
  return (
    <Collapsible.Root
      className={styles.details}
      open={isOpen}
      onOpenChange={(open) => change({ areDetailsOpen: open })}
    >
      <DetailsTrigger />
      <Collapsible.Panel className={styles.panel}>
        <dl id="details" className={styles.facts}>
          {facts
            .filter(({ value }) => value !== null)
            .map(({ label, value }) => (
              <div key={label} className={styles.fact}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
        {children}
      </Collapsible.Panel>
    </Collapsible.Root>
  )
}

function DetailsTrigger(): ReactElement {
  const [chord] = commands.details.chords
  return (
    <Collapsible.Trigger className={styles.trigger}>
      <ChevronRight aria-hidden="true" />
      {useWords().commands.details.label}
      {chord && <ChordKeys chord={chord} />}
    </Collapsible.Trigger>
  )
}
