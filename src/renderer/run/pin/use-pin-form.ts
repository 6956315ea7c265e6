import { useState, type FormEvent } from 'react'
import type { Question } from '../../../shared/run.ts'
import { sendPin, typedIn, useRefusedPin, type AskedFor } from './pin-form.ts'
import { checkPin, isAllowed, type PinCheck, type PinLimits } from './pin-rules.ts'

interface Asked extends AskedFor {
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
  const refused = useRefusedPin(questionId, question.refused !== null)

  function look({ currentTarget }: FormEvent<HTMLInputElement>): void {
    setEarly(false)
    refused.onTyped()
    if (currentTarget.form) setCheck(checkFields(currentTarget.form, question))
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const isReady = isAllowed(checkFields(event.currentTarget, question))
    setEarly(!isReady)
    if (!isReady) return
    setCheck(nothing)
    void sendPin({ runId, questionId }, 'choose-pin', event.currentTarget)
  }

  const problem = isEarly ? 'early' : refused.isShown ? 'refused' : null
  return { check, problem, look, submit }
}

function checkFields(form: HTMLFormElement, limits: PinLimits): PinCheck {
  const { pin, repeat } = typedIn(form)
  return checkPin(pin, repeat, limits)
}
