import { useState, type FormEvent } from 'react'

interface TypedWord {
  readonly isMismatch: boolean
  readonly look: () => void
  readonly submit: (event: FormEvent<HTMLFormElement>) => void
}

/** A form that goes through once its field `word` says so, whatever the case; null asks for no word. */
export function useTypedWord(word: string | null, then: () => void): TypedWord {
  const [isMismatch, setMismatch] = useState(false)
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const typed = new FormData(event.currentTarget).get('word')
    const isConfirmed =
      word === null || (typeof typed === 'string' && typed.trim().toLowerCase() === word)
    setMismatch(!isConfirmed)
    if (isConfirmed) then()
  }
  return { isMismatch, look: () => setMismatch(false), submit }
}
