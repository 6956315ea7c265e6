import { useEffect, type ReactElement } from 'react'
import { fill } from '../../../shared/text/fill.ts'
import { readTerminal } from '../../commands/upkeep-actions.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { Refusal } from '../../components/refusal.tsx'
import { Told } from '../../components/told.tsx'
import { forget, useFound } from '../../state/found.ts'
import { useWords } from '../../text/use-words.ts'
import { Part } from '../page.tsx'
import styles from './settings.module.css'

/** Who else opens what the station has sealed: the terminal, and another computer one day. */
export function StationKey(): ReactElement | null {
  const { value, cause } = useFound((state) => state.terminal)
  useEffect(() => void readTerminal(), [])
  // A demo keeps nothing, and has nothing to let anybody into.
  if (value === null && cause === null) return null
  return (
    <>
      <Terminal />
      <RecoveryKey />
    </>
  )
}

function Terminal(): ReactElement {
  const { terminal } = useWords().settings
  const { isAsking, value, cause } = useFound((state) => state.terminal)
  const isAllowed = value?.isAllowed === true
  const state =
    value?.isOnly === true ? terminal.only : terminal[isAllowed ? 'allowed' : 'notAllowed']
  return (
    <Part title={terminal.title} detail={terminal.detail}>
      <div className={styles.line}>
        <CommandButton
          name={isAllowed ? 'dismiss-terminal' : 'allow-terminal'}
          look="plain"
          isHeld={isAsking || value?.isOnly === true}
        />
        <output className={styles.quiet}>{state.detail}</output>
      </div>
      {cause !== null && <Refusal cause={cause} />}
    </Part>
  )
}

function RecoveryKey(): ReactElement {
  const { recovery } = useWords().settings
  const { isAsking, value, cause } = useFound((state) => state.recoveryKey)
  const file = value?.file ?? null
  useEffect(() => () => forget('recoveryKey'), [])
  return (
    <Part title={recovery.title} detail={recovery.detail}>
      <div className={styles.line}>
        <CommandButton name="save-recovery-key" look="plain" isHeld={isAsking} />
      </div>
      {file !== null && (
        <Told tone="good" title={recovery.done.title}>
          <p>{fill(recovery.done.detail, { file })}</p>
        </Told>
      )}
      {cause !== null && <Refusal cause={cause} />}
    </Part>
  )
}
