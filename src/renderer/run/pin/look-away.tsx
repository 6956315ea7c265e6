import { EyeOff } from 'lucide-react'
import type { ReactElement } from 'react'
import type { RunSnapshot } from '../../../shared/run.ts'
import { fill } from '../../../shared/text/fill.ts'
import { nameOf } from '../../../shared/text/instruction.ts'
import { useWords } from '../../text/use-words.ts'
import { Caution } from '../caution.tsx'

/** Before a PIN is typed: whose hands the keyboard belongs in, and who looks elsewhere. */
export function LookAway({ run }: { run: RunSnapshot }): ReactElement {
  const words = useWords()
  return (
    <Caution
      icon={EyeOff}
      detail={fill(words.ask.pin.lookAway.detail, { name: nameOf(words, run) })}
    />
  )
}
