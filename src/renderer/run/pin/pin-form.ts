import { useEffect, useState } from 'react'
import type { Answer } from '../../../shared/run.ts'
import { request } from '../../state/station.ts'
import { encodePin } from './pin-rules.ts'

/** A question of the run that is waiting for a PIN. */
export interface AskedFor {
  readonly runId: string
  readonly questionId: string
}

type PinAnswer = Extract<Answer, { readonly pin: Uint8Array }>['kind']

/** What stands in the fields of a PIN's form, by the names that its component gives them. */
export function typedIn(form: HTMLFormElement): { pin: string; repeat: string } {
  const valueOf = (name: string): string => {
    const field = form.elements.namedItem(name)
    return field instanceof HTMLInputElement ? field.value : ''
  }
  return { pin: valueOf('pin'), repeat: valueOf('repeat') }
}

/** Reads the PIN once, empties the fields, and wipes the bytes when the station has them. */
export async function sendPin(
  asked: AskedFor,
  kind: PinAnswer,
  form: HTMLFormElement,
): Promise<void> {
  const pin = encodePin(typedIn(form).pin)
  form.reset()
  await request('runs.answer', { ...asked, answer: { kind, pin } })
  pin.fill(0)
}

interface RefusedPin {
  /** The reason is shown until something is typed. */
  readonly isShown: boolean
  readonly onTyped: () => void
}

/** A PIN the key did not take is asked for again: the reason is beside the field, the focus in it. */
export function useRefusedPin(questionId: string, isRefused: boolean): RefusedPin {
  const [typedFor, setTypedFor] = useState<string | null>(null)
  const refusedId = isRefused ? questionId : null
  useEffect(() => {
    if (refusedId !== null) focusFirstField()
  }, [refusedId])
  return {
    isShown: refusedId !== null && typedFor !== refusedId,
    onTyped: () => setTypedFor(questionId),
  }
}

function focusFirstField(): void {
  const field = document.querySelector('#send-pin input')
  if (field instanceof HTMLInputElement) field.focus()
}
