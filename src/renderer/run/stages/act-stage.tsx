import type { ReactElement } from 'react'
import type { PhysicalAct, RunSnapshot } from '../../../shared/run.ts'
import { actNameOf, instructionOf } from '../../../shared/text/instruction.ts'
import type { ActName } from '../../../shared/text/words.ts'
import { connectorOf } from '../../drawings/connector.ts'
import { Scene, type SceneName } from '../../drawings/scene.tsx'
import { useWords } from '../../text/use-words.ts'
import { Stage } from '../stage.tsx'
import { Stop } from '../stop.tsx'
import { Countdown } from './countdown.tsx'

const scenes: { readonly [A in ActName]: SceneName } = {
  'insert-key': 'insert',
  'leave-one-key': 'several',
  'remove-key': 'remove',
  'reinsert-key': 'reinsert',
  'touch-to-erase': 'touch',
  'touch-to-create': 'touch',
  'hold-to-erase': 'hold',
  'touch-to-prove': 'touch',
}

/** Somebody's hands are needed: one verb, large. No button here has the focus. */
export function ActStage({ run, act }: { run: RunSnapshot; act: PhysicalAct }): ReactElement {
  const { title, detail } = instructionOf(useWords(), run)
  const scene = scenes[actNameOf(act)]
  return (
    <Stage
      kind="picture"
      picture={<Scene scene={scene} connector={connectorOf(run.key?.product ?? null)} />}
      title={title}
      detail={
        <>
          {detail} <Countdown />
        </>
      }
      footer={<Stop run={run} />}
    />
  )
}
