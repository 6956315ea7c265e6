import { useState, type FormEvent, type ReactElement } from 'react'
import type { Question, RunSnapshot } from '../../../shared/run.ts'
import { attemptsWords, failureWords } from '../../../shared/text/failure-words.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { Field } from '../../components/field.tsx'
import { useWords } from '../../text/use-words.ts'
import { Stage } from '../stage.tsx'
import { Stop } from '../stop.tsx'
import styles from './choose-pin.module.css'
import { LookAway } from './look-away.tsx'
import { sendPin, typedIn, useRefusedPin } from './pin-form.ts'

interface Props {
  readonly run: RunSnapshot
  readonly questionId: string
  readonly question: Extract<Question, { kind: 'enter-pin' }>
}

/** The PIN the key has already. One field; how often it may still be wrong is said when it matters. */
export function EnterPin({ run, questionId, question }: Props): ReactElement {
  const words = useWords()
  const { enterPin } = words.ask
  const form = useEnterPin({ run, questionId, question })
  const left = form.problem === 'refused' ? '' : attemptsWords(words, question.retriesLeft)
  return (
    <form id="send-pin" className={styles.form} onSubmit={form.submit}>
      <Stage
        kind="page"
        title={enterPin.title}
        detail={enterPin.detail}
        footer={
          <>
            <CommandButton name="send-pin" look="main" submits />
            <Stop run={run} />
          </>
        }
      >
        <LookAway run={run} />
        <Field
          name="pin"
          label={enterPin.field.label}
          problem={problemOf(form.problem)}
          isSecret
          hasFocus
          describedBy="attempts-left"
          onInput={form.look}
        />
        <p id="attempts-left" className={styles.attempts}>
          {left}
        </p>
      </Stage>
    </form>
  )

  function problemOf(problem: 'early' | 'refused' | null): string | null {
    if (problem === 'early') return enterPin.empty.detail
    if (problem === null || question.refused === null) return null
    return failureWords(words, question.refused).detail
  }
}

function useEnterPin({ run, questionId, question }: Props) {
  const [isEarly, setEarly] = useState(false)
  const refused = useRefusedPin(questionId, question.refused !== null)

  function look(): void {
    setEarly(false)
    refused.onTyped()
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const isEmpty = typedIn(event.currentTarget).pin === ''
    setEarly(isEmpty)
    if (!isEmpty) void sendPin({ runId: run.id, questionId }, 'enter-pin', event.currentTarget)
  }

  const problem = isEarly ? 'early' : refused.isShown ? 'refused' : null
  return { problem, look, submit } as const
}
