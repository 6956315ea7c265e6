import { ArrowLeft, X } from 'lucide-react'
import { useEffect, useRef, type ReactElement } from 'react'
import { runCommand } from '../commands.ts'
import { Refusal } from '../components/refusal.tsx'
import { useWindow, type Opened } from '../store.ts'
import { personName } from '../../shared/text/instruction.ts'
import { useWords } from '../text/use-words.ts'
import { IssuancePanel } from './issuance-panel.tsx'
import { KeyPanel } from './key-panel.tsx'
import { PersonPanel } from './person-panel.tsx'
import styles from './side-panel.module.css'

/** What is known of one row. It has the focus when it opens; Escape gives it back to the table. */
export function SidePanel({ opened }: { opened: Opened }): ReactElement {
  const { panel } = useWords()
  const refusal = useWindow((state) => state.refusal)
  const heading = useRef<HTMLHeadingElement>(null)
  const key = keyOf(opened)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [key])
  useEffect(() => () => document.getElementById('table')?.focus(), [])
  const Icon = opened.kind === 'issuance' && opened.from !== null ? ArrowLeft : X
  return (
    <aside className={styles.panel} aria-labelledby="panel-title" data-kind={opened.kind}>
      <header className={styles.head}>
        <h2 id="panel-title" ref={heading} tabIndex={-1} className={styles.title}>
          {titleOf(opened)}
        </h2>
        <button
          type="button"
          className={styles.close}
          aria-label={panel.close.label}
          aria-keyshortcuts="Escape"
          onClick={() => runCommand('close-panel')}
        >
          <Icon aria-hidden="true" />
        </button>
      </header>
      {refusal !== null && <Refusal cause={refusal} />}
      <PanelOf key={key} opened={opened} />
    </aside>
  )
}

function PanelOf({ opened }: { opened: Opened }): ReactElement {
  if (opened.kind === 'issuance') return <IssuancePanel opened={opened} />
  if (opened.kind === 'key') return <KeyPanel opened={opened} />
  return <PersonPanel opened={opened} />
}

function titleOf(opened: Opened): string {
  if (opened.kind === 'issuance') return opened.issuance.personName
  return opened.kind === 'key' ? opened.key.product : personName(opened.person)
}

function keyOf(opened: Opened): string {
  if (opened.kind === 'issuance') return opened.issuance.id
  return opened.kind === 'key' ? opened.key.identity : opened.person.id
}
