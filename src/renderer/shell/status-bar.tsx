import { Info } from 'lucide-react'
import type { ReactElement } from 'react'
import type { ConnectionState } from '../../shared/contract.ts'
import { fill } from '../../shared/text/fill.ts'
import { instructionOf } from '../../shared/text/instruction.ts'
import type { Words } from '../../shared/text/words.ts'
import { screenOf } from '../state/screen.ts'
import { useWindow, type WindowState } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './status-bar.module.css'

/** One line whose room is always there: a short word of the window, and what it is connected to. */
export function StatusBar(): ReactElement {
  const state = useWindow()
  const words = useWords()
  const notice = noticeOf(words, state) || standingOf(words, state)
  // Why it cannot be stopped is shown beside the button, where it was looked for.
  const isShown = notice !== '' && state.notice !== 'cannot-cancel'
  const connection = state.snapshot?.connection
  return (
    <footer className={styles.bar}>
      <output className={styles.live}>{notice || announcementOf(words, state)}</output>
      <p className={styles.notice} aria-hidden="true" data-shown={isShown}>
        {isShown && <Info />}
        {isShown && notice}
      </p>
      {connection?.kind === 'connected' && (
        <p className={styles.connection}>
          {fill(connectedWords(words, connection), { host: connection.host })}
        </p>
      )}
    </footer>
  )
}

type Connected = Extract<ConnectionState, { kind: 'connected' }>

function connectedWords({ shell }: Words, { forThisSession }: Connected): string {
  return forThisSession ? shell.connectedOnce.label : shell.connectedTo.label
}

function noticeOf(words: Words, { notice, run }: WindowState): string {
  if (notice === null) return ''
  if (notice !== 'cannot-cancel') return words.notices[notice].detail
  const step = run?.steps.find(({ state }) => state === 'current')
  return step === undefined ? '' : words.steps[step.name].stay.detail
}

/** What is so until somebody sees to it. */
function standingOf({ shell }: Words, { snapshot }: WindowState): string {
  return snapshot && snapshot.unreadable.length > 0 ? shell.unreadable.detail : ''
}

/** What the screen says, for those who hear it. A failure is an alert of its own. */
function announcementOf(words: Words, state: WindowState): string {
  const screen = screenOf(state)
  if (screen.name !== 'run' || screen.run.activity.kind === 'failed') return ''
  const { title, detail } = instructionOf(words, screen.run)
  return `${title}. ${detail}`
}
