import { CircleHelp, LampDesk } from 'lucide-react'
import type { ReactElement } from 'react'
import { runCommand } from '../commands.ts'
import { Mark } from '../drawings/mark.tsx'
import { useWords } from '../text/use-words.ts'
import styles from './navigation.module.css'

/** The narrow column at the left: where one is, and help. */
export function Navigation(): ReactElement {
  const { shell, commands } = useWords()
  return (
    <nav className={styles.navigation} aria-label={shell.navigation.label}>
      <Mark />
      <ul className={styles.places}>
        <li>
          <span className={styles.place} aria-current="page">
            <LampDesk aria-hidden="true" />
            {shell.desk.label}
          </span>
        </li>
      </ul>
      <button type="button" className={styles.help} onClick={() => runCommand('help')}>
        <CircleHelp aria-hidden="true" />
        <span className={styles.hidden}>{commands.help.label}</span>
      </button>
    </nav>
  )
}
