import type { KeyState } from '../../shared/failure.ts'
import type { RunSnapshot } from '../../shared/run.ts'
import { instructionOf, nameOf } from '../../shared/text/instruction.ts'
import { useWords } from '../text/use-words.ts'
import { Consequences } from './consequences.tsx'
import { Ways } from './failed-stage.tsx'
import { Outcome } from './outcome.tsx'
import { Stage } from './stage.tsx'

/** A person said no: no failure, but the key's state is said all the same. */
export function CancelledStage({ run, keyState }: { run: RunSnapshot; keyState: KeyState }) {
  const words = useWords()
  const name = run.person === null ? null : nameOf(words, run)
  return (
    <Stage
      kind="page"
      picture={<Outcome kind="cancelled" />}
      title={instructionOf(words, run).title}
      detail={words.run.cancelled.detail}
      footer={<Ways isDeskFirst />}
    >
      <Consequences name={name} keyState={keyState} />
    </Stage>
  )
}
