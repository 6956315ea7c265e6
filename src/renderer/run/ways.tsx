import type { ReactElement } from 'react'
import { commands } from '../commands/commands.ts'
import { CommandButton } from '../components/command-button.tsx'
import { useWindow } from '../state/store.ts'

/** The way on and the way back; the first remedy decides which of them is the main one. */
export function Ways({ isDeskFirst }: { isDeskFirst: boolean }): ReactElement {
  const canStartAgain = useWindow(commands['start-again'].when)
  if (!canStartAgain) return <CommandButton name="to-desk" look="main" />
  return (
    <>
      <CommandButton name={isDeskFirst ? 'to-desk' : 'start-again'} look="main" />
      <CommandButton name={isDeskFirst ? 'start-again' : 'to-desk'} look="plain" />
    </>
  )
}
