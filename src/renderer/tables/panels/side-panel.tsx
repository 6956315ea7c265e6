import { ArrowLeft, X } from 'lucide-react'
import { useEffect, useRef, type ReactElement } from 'react'
import { personName } from '../../../shared/text/instruction.ts'
import type { Words } from '../../../shared/text/words.ts'
import { runCommand } from '../../commands/commands.ts'
import { Refusal } from '../../components/refusal.tsx'
import { useWindow, type Opened } from '../../state/store.ts'
import { useWords } from '../../text/use-words.ts'
import { focusTable } from '../use-active-row.ts'
import { EntryPanel } from './entry-panel.tsx'
import { factWords } from './entry-words.ts'
import { IssuancePanel } from './issuance-panel.tsx'
import { KeyPanel } from './key-panel.tsx'
import { PersonPanel } from './person-panel.tsx'
import styles from './side-panel.module.css'

/** What is known of one row. It has the focus when it opens; Escape gives it back to the table. */
export function SidePanel({ opened }: { opened: Opened }): ReactElement {
  const words = useWords()
  const { panel } = words
  const refusal = useWindow((state) => state.refusal)
  const key = keyOf(opened)
  useEffect(() => focusTable, [])
  const Icon = opened.kind === 'issuance' && opened.from !== null ? ArrowLeft : X
  return (
    <aside className={styles.panel} aria-labelledby="panel-title" data-kind={opened.kind}>
      <header className={styles.head}>
        <Heading key={key} title={titleOf(words, opened)} />
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

function Heading({ title }: { title: string }): ReactElement {
  const place = useRef<HTMLHeadingElement>(null)
  useEffect(() => place.current?.focus({ preventScroll: true }), [])
  return (
    <h2 id="panel-title" ref={place} tabIndex={-1} className={styles.title}>
      {title}
    </h2>
  )
}

function PanelOf({ opened }: { opened: Opened }): ReactElement {
  if (opened.kind === 'issuance') return <IssuancePanel opened={opened} />
  if (opened.kind === 'key') return <KeyPanel opened={opened} />
  if (opened.kind === 'entry') return <EntryPanel opened={opened} />
  return <PersonPanel opened={opened} />
}

function titleOf(words: Words, opened: Opened): string {
  if (opened.kind === 'entry') return factWords(words, opened.entry.fact)
  if (opened.kind === 'issuance') return opened.issuance.personName
  return opened.kind === 'key' ? opened.key.product : personName(opened.person)
}

function keyOf(opened: Opened): string {
  if (opened.kind === 'entry') return String(opened.entry.seq)
  if (opened.kind === 'issuance') return opened.issuance.id
  return opened.kind === 'key' ? opened.key.identity : opened.person.id
}
