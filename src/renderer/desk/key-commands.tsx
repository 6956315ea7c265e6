import type { ReactElement } from 'react'
import { commands } from '../commands/commands.ts'
import { CommandButton } from '../components/command-button.tsx'
import { useWindow } from '../state/store.ts'
import styles from './key-commands.module.css'

/** What can be done with the one key in the slot, whoever's it is. */
export function KeyCommands(): ReactElement | null {
  const canBeUsed = useWindow(commands['whose-key'].when)
  if (!canBeUsed) return null
  return (
    <div className={styles.commands}>
      <CommandButton name="whose-key" look="plain" />
      <CommandButton name="set-pin" look="plain" />
      <CommandButton name="reset-pin" look="plain" />
      <CommandButton name="erase-inserted" look="grave" />
    </div>
  )
}
