import { EyeOff } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react'
import type { Question, RunSnapshot } from '../../shared/run.ts'
import { CommandButton } from '../components/command-button.tsx'
import { Field } from '../components/field.tsx'
import { request } from '../station.ts'
import { failureWords } from '../text/failure-words.ts'
import { fill } from '../text/fill.ts'
import { nameOf } from '../text/instruction.ts'
import { useWords } from '../text/use-words.ts'
import styles from './choose-pin.module.css'
import { checkPin, encodePin, isAllowed, type PinCheck } from './pin-rules.ts'
import { PinRules } from './pin-rules-list.tsx'
import { Stage } from './stage.tsx'
import { Stop } from './stop.tsx'

interface Props {
  readonly run: RunSnapshot
  readonly questionId: string
  readonly question: Extract<Question, { kind: 'choose-pin' }>
}

const nothing: PinCheck = { length: false, bytes: true, text: true, same: false }

/** The holder types; the operator looks away. The fields keep the text, and lose it when it is sent. */
export function ChoosePin({ run, questionId, question }: Props): ReactElement {
  const words = useWords()
  const first = useRef<HTMLInputElement>(null)
  const second = useRef<HTMLInputElement>(null)
  const [check, setCheck] = useState(nothing)
  const [problem, setProblem] = useState<string | null>(null)
  const { refused } = question

  useEffect(() => {
    setProblem(refused === null ? null : failureWords(words, refused).detail)
    if (refused !== null) first.current?.focus()
  }, [questionId, refused, words])

  function look(): void {
    setProblem(null)
    setCheck(checkPin(first.current?.value ?? '', second.current?.value ?? '', question))
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (isAllowed(check)) void send(run.id, questionId, [first.current, second.current])
    else setProblem(words.ask.pin.notYet.detail)
    if (isAllowed(check)) setCheck(nothing)
  }

  return (
    <form id="send-pin" className={styles.form} onSubmit={submit}>
      <Stage
        kind="page"
        title={words.ask.pin.title}
        detail={words.ask.pin.detail}
        footer={
          <>
            <CommandButton name="send-pin" look="main" submits />
            <Stop run={run} />
          </>
        }
      >
        <p className={styles.lookAway}>
          <EyeOff aria-hidden="true" />
          {fill(words.ask.pin.lookAway.detail, { name: nameOf(words, run) })}
        </p>
        <div className={styles.columns}>
          <div>
            <Field
              name="pin"
              label={words.ask.pin.field.label}
              problem={problem}
              isSecret
              hasFocus
              describedBy="pin-rules"
              inputRef={first}
              onInput={look}
            />
            <Field
              name="repeat"
              label={words.ask.pin.repeat.label}
              problem={null}
              isSecret
              inputRef={second}
              onInput={look}
            />
          </div>
          <PinRules id="pin-rules" check={check} limits={question} />
        </div>
      </Stage>
    </form>
  )
}

/** Reads the PIN once, empties the fields, and wipes the bytes when the station has them. */
async function send(
  runId: string,
  questionId: string,
  [first, second]: readonly (HTMLInputElement | null)[],
): Promise<void> {
  const pin = encodePin(first?.value ?? '')
  for (const field of [first, second]) if (field) field.value = ''
  await request('runs.answer', { runId, questionId, answer: { kind: 'choose-pin', pin } })
  pin.fill(0)
}
