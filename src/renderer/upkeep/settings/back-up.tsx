import { useEffect, type ReactElement } from 'react'
import { fill } from '../../../shared/text/fill.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { Refusal } from '../../components/refusal.tsx'
import { Told } from '../../components/told.tsx'
import { forget, useFound } from '../../state/found.ts'
import { useWords } from '../../text/use-words.ts'
import { Part } from '../page.tsx'
import styles from './settings.module.css'

/** A copy of the registry, and where it is. */
export function BackUp(): ReactElement {
  const { backup } = useWords().settings
  const { isAsking, value, cause } = useFound((state) => state.backup)
  const file = value?.file ?? null
  useEffect(() => () => forget('backup'), [])
  return (
    <Part title={backup.title} detail={backup.detail}>
      <div className={styles.line}>
        <CommandButton name="back-up" look="plain" isHeld={isAsking} />
        <output className={styles.quiet}>{isAsking && backup.working.word}</output>
      </div>
      {file !== null && (
        <Told tone="good" title={backup.done.title}>
          <p>{fill(backup.done.detail, { file })}</p>
        </Told>
      )}
      {cause !== null && <Refusal cause={cause} />}
    </Part>
  )
}
