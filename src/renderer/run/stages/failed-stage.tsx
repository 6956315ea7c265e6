import type { ReactElement } from 'react'
import type { Failure } from '../../../shared/failure.ts'
import type { RunSnapshot } from '../../../shared/run.ts'
import { instructionOf } from '../../../shared/text/instruction.ts'
import { leadsToDesk, remediesOf } from '../../../shared/text/remedies.ts'
import type { Words } from '../../../shared/text/words.ts'
import { AccessCure } from '../../components/access-cure.tsx'
import { CommandButton } from '../../components/command-button.tsx'
import { Details } from '../../components/details.tsx'
import { useWords } from '../../text/use-words.ts'
import { Consequences } from '../consequences.tsx'
import { Outcome } from '../outcome.tsx'
import { Stage } from '../stage.tsx'
import { Ways } from '../ways.tsx'
import styles from './failed-stage.module.css'

interface Props {
  readonly run: RunSnapshot
  readonly failure: Failure
}

/** What happened, what it means now, what to do, first things first. */
export function FailedStage({ run, failure }: Props): ReactElement {
  const words = useWords()
  const { title, detail } = instructionOf(words, run)
  const [first] = remediesOf(failure.cause)
  return (
    <Stage
      kind="page"
      tone="bad"
      picture={<Outcome kind="failed" />}
      title={title}
      detail={detail}
      footer={<Ways isDeskFirst={leadsToDesk(first)} />}
    >
      <Consequences run={run} keyState={failure.keyState} />
      {failure.cause.code === 'key-access-denied' ? (
        <AccessCure cause={failure.cause} />
      ) : (
        <Remedies failure={failure} />
      )}
      <Details facts={factsOf(words, run, failure)}>
        <CommandButton name="copy-code" look="plain" />
      </Details>
    </Stage>
  )
}

function Remedies({ failure }: { failure: Failure }): ReactElement {
  const words = useWords()
  return (
    <section className={styles.remedies}>
      <h2 className={styles.title}>{words.failed.remedies.title}</h2>
      <ol className={styles.list}>
        {remediesOf(failure.cause).map((remedy) => (
          <li key={remedy} className={styles.remedy}>
            {words.remedies[remedy].detail}
          </li>
        ))}
      </ol>
    </section>
  )
}

function factsOf(words: Words, { activity }: RunSnapshot, { cause, requestId }: Failure) {
  const step = activity.kind === 'failed' ? activity.step : null
  return [
    { label: words.failed.code.label, value: cause.code },
    { label: words.failed.step.label, value: step && words.steps[step].label },
    { label: words.failed.request.label, value: requestId },
    { label: words.failed.reason.label, value: 'reason' in cause ? cause.reason : null },
  ]
}
