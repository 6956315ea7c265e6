import type { ReactElement } from 'react'
import type { RunSnapshot } from '../../../shared/run.ts'
import { instructionOf } from '../../../shared/text/instruction.ts'
import { connectorOf } from '../../drawings/connector.ts'
import { Scene } from '../../drawings/scene.tsx'
import { useWords } from '../../text/use-words.ts'
import { Stage } from '../stage.tsx'
import { Stop } from '../stop.tsx'

/** The station works; nobody has to do anything. */
export function WorkingStage({ run }: { run: RunSnapshot }): ReactElement {
  const { title } = instructionOf(useWords(), run)
  const scene = run.key === null ? 'waiting' : 'busy'
  return (
    <Stage
      kind="picture"
      picture={<Scene scene={scene} connector={connectorOf(run.key?.product ?? null)} />}
      title={title}
      detail=""
      footer={<Stop run={run} />}
    />
  )
}
