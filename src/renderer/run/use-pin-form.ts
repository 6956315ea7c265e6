import { useEffect, useState, type FormEvent } from 'react'
import type { Question } from '../../shared/run.ts'
import { request } from '../station.ts'
import { checkPin, encodePin, isAllowed, type PinCheck, type PinLimits } from './pin-rules.ts'

interface Asked {
  readonly runId: string
  readonly questionId: string
  readonly question: Extract<Question, { kind: 'choose-pin' }>
}

export interface PinForm {
  readonly check: PinCheck
  /** `early`: sent before every rule was met. `refused`: the key did not take the last one. */
  readonly problem: 'early' | 'refused' | null
  readonly look: (event: FormEvent<HTMLInputElement>) => void
  readonly submit: (event: FormEvent<HTMLFormElement>) => void
}

const nothing: PinCheck = { length: false, bytes: true, text: true, same: false }

/** The fields keep what is typed and lose it when it is sent; only whether the rules are met is known here. */
export function usePinForm({ runId, questionId, question }: Asked): PinForm {
  const [check, setCheck] = useState(nothing)
  const [isEarly, setEarly] = useState(false)
  const [typedFor, setTypedFor] = useState<string | null>(null)
  const refusedId = question.refused === null ? null : questionId
  useEffect(() => {
    if (refusedId !== null) focusFirstField()
  }, [refusedId])

  function look({ currentTarget }: FormEvent<HTMLInputElement>): void {
    setEarly(false)
    setTypedFor(questionId)
    if (currentTarget.form) setCheck(checkFields(currentTarget.form, question))
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const isReady = isAllowed(checkFields(event.currentTarget, question))
    setEarly(!isReady)
    if (!isReady) return
    setCheck(nothing)
    void send({ runId, questionId }, event.currentTarget)
  }

  const isRefused = refusedId !== null && typedFor !== refusedId

  const problem = isEarly ? 'early' : isRefused ? 'refused' : null
  return { check, problem, look, submit }
}

/** The two fields, by the names that choose-pin.tsx gives them. */
function fieldsOf(form: HTMLFormElement): HTMLInputElement[] {
  const fields = ['pin', 'repeat'].map((name) => form.elements.namedItem(name))
  return fields.filter((field) => field instanceof HTMLInputElement)
}

function checkFields(form: HTMLFormElement, limits: PinLimits): PinCheck {
  const [typed = '', repeated = ''] = fieldsOf(form).map(({ value }) => value)
  return checkPin(typed, repeated, limits)
}

function focusFirstField(): void {
  const field = document.querySelector('#send-pin input')
  if (field instanceof HTMLInputElement) field.focus()
}

/** Reads the PIN once, empties the fields, and wipes the bytes when the station has them. */
async function send(
  asked: Pick<Asked, 'runId' | 'questionId'>,
  form: HTMLFormElement,
): Promise<void> {
  const pin = encodePin(fieldsOf(form)[0]?.value ?? '')
  form.reset()
  await request('runs.answer', { ...asked, answer: { kind: 'choose-pin', pin } })
  pin.fill(0)
}
