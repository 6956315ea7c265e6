import type { ReactElement } from 'react'
import type { Question, RunSnapshot } from '../../../shared/run.ts'
import { failureWords } from '../../../shared/text/failure-words.ts'
import type { Words } from '../../../shared/text/words.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { Field } from '../../components/field.tsx'
import { useWords } from '../../text/use-words.ts'
import { Stage } from '../stage.tsx'
import { Stop } from '../stop.tsx'
import styles from './choose-pin.module.css'
import { LookAway } from './look-away.tsx'
import { PinRules } from './pin-rules-list.tsx'
import { usePinForm, type PinForm } from './use-pin-form.ts'

type ChoosePinQuestion = Extract<Question, { kind: 'choose-pin' }>

interface Props {
  readonly run: RunSnapshot
  readonly questionId: string
  readonly question: ChoosePinQuestion
}

/** The holder types; the operator looks away. */
export function ChoosePin({ run, questionId, question }: Props): ReactElement {
  const words = useWords()
  const { pin } = words.ask
  const form = usePinForm({ runId: run.id, questionId, question })
  return (
    <form id="send-pin" className={styles.form} onSubmit={form.submit}>
      <Stage
        kind="page"
        title={pin.title}
        detail={pin.detail}
        footer={
          <>
            <CommandButton name="send-pin" look="main" submits />
            <Stop run={run} />
          </>
        }
      >
        <LookAway run={run} />
        <div className={styles.columns}>
          <PinFields form={form} problem={problemOf(words, question, form)} />
          <PinRules id="pin-rules" check={form.check} limits={question} />
        </div>
      </Stage>
    </form>
  )
}

function PinFields({ form, problem }: { form: PinForm; problem: string | null }): ReactElement {
  const { pin } = useWords().ask
  return (
    <div>
      <Field
        name="pin"
        label={pin.field.label}
        problem={problem}
        isSecret
        hasFocus
        describedBy="pin-rules"
        onInput={form.look}
      />
      <Field name="repeat" label={pin.repeat.label} problem={null} isSecret onInput={form.look} />
    </div>
  )
}

function problemOf(words: Words, { refused }: ChoosePinQuestion, form: PinForm): string | null {
  if (form.problem === 'early') return words.ask.pin.notYet.detail
  return form.problem === 'refused' && refused !== null ? failureWords(words, refused).detail : null
}
