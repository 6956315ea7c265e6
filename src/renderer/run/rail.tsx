import { Check, Circle, CircleDot, CircleSlash, TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { RunSnapshot, Step, StepState } from '../../shared/run.ts'
import { nameOf } from '../../shared/text/instruction.ts'
import { useWords } from '../text/use-words.ts'
import styles from './rail.module.css'

/** For whom the key is, and the steps of the procedure with what became of each. */
export function Rail({ run }: { run: RunSnapshot }): ReactElement {
  const { rail } = useWords().run
  return (
    <aside className={styles.rail} aria-label={rail.label}>
      <Subject run={run} />
      <ol className={styles.steps}>
        {run.steps.map((step) => (
          <StepLine key={step.name} step={step} />
        ))}
      </ol>
    </aside>
  )
}

/** What is being done, for whom; of a key that is nobody's yet, which one. */
function Subject({ run }: { run: RunSnapshot }): ReactElement {
  const words = useWords()
  const { person, key, procedure } = run
  const name = person === null ? key?.product : nameOf(words, run)
  return (
    <div className={styles.person}>
      <p className={styles.for}>{words.procedures[procedure].title}</p>
      <p className={styles.name}>{name ?? '\u00a0'}</p>
      <p className={styles.login}>{person?.login ?? key?.serial ?? '\u00a0'}</p>
    </div>
  )
}

const icons: { readonly [S in StepState]: typeof Check } = {
  pending: Circle,
  current: CircleDot,
  done: Check,
  skipped: CircleSlash,
  failed: TriangleAlert,
}

function StepLine({ step }: { step: Step }): ReactElement {
  const words = useWords()
  const Icon = icons[step.state]
  return (
    <li
      className={styles.step}
      data-state={step.state}
      aria-current={step.state === 'current' ? 'step' : undefined}
    >
      <Icon className={styles.icon} aria-hidden="true" />
      <span className={styles.label}>{words.steps[step.name].label}</span>
      <span className={styles.state}>{words.stepStates[step.state].word}</span>
    </li>
  )
}
