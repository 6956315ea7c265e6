import type { ReactElement } from 'react'
import type { RunSnapshot } from '../../shared/run.ts'
import { CommandButton } from '../components/command-button.tsx'
import { useWindow } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './stop.module.css'

/** Stops the run where that is safe; where it is not, says why. */
export function Stop({ run }: { run: RunSnapshot }): ReactElement {
  const words = useWords()
  const isAsked = useWindow((state) => state.notice === 'cannot-cancel')
  const current = run.steps.find(({ state }) => state === 'current')
  const reason = run.cancellable || !current ? '' : words.steps[current.name].stay.detail
  return (
    <>
      <CommandButton
        name="cancel"
        look="plain"
        isHeld={!run.cancellable}
        describedBy="why-not-stop"
      />
      <p className={styles.reason} id="why-not-stop" data-asked={isAsked}>
        {reason}
      </p>
    </>
  )
}
