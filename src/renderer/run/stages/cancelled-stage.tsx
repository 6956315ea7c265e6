import type { KeyState } from '../../../shared/failure.ts'
import type { RunSnapshot } from '../../../shared/run.ts'
import { instructionOf } from '../../../shared/text/instruction.ts'
import { useWords } from '../../text/use-words.ts'
import { Consequences } from '../consequences.tsx'
import { Outcome } from '../outcome.tsx'
import { Stage } from '../stage.tsx'
import { Ways } from '../ways.tsx'

/** A person said no: no failure, but the key's state is said all the same. */
export function CancelledStage({ run, keyState }: { run: RunSnapshot; keyState: KeyState }) {
  const words = useWords()
  return (
    <Stage
      kind="page"
      picture={<Outcome kind="cancelled" />}
      title={instructionOf(words, run).title}
      detail={words.run.cancelled.detail}
      footer={<Ways isDeskFirst />}
    >
      <Consequences run={run} keyState={keyState} />
    </Stage>
  )
}
