import { useEffect, useState } from 'react'
import type { Reply } from '../../shared/contract.ts'
import type { FailureCause } from '../../shared/failure.ts'
import type { FoundPerson } from '../../shared/records.ts'
import { ask } from '../state/station.ts'

/** People are looked for once typing has paused for this long. */
const pauseMs = 180

export type Search =
  | { readonly state: 'idle' | 'searching' }
  | { readonly state: 'found'; readonly text: string; readonly people: readonly FoundPerson[] }
  | { readonly state: 'refused'; readonly cause: FailureCause }

interface Answer {
  readonly text: string
  readonly reply: Reply<readonly FoundPerson[]>
}

/** Whom Okta knows by what is typed; of overtaking answers only the one to the last text counts. */
export function usePeople(typed: string): Search {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const text = typed.trim()
  useEffect(() => {
    let isLast = text !== ''
    const look = async (): Promise<void> => {
      if (!isLast) return
      const reply = await ask('people.search', { text })
      if (isLast) setAnswer({ text, reply })
    }
    const timer = setTimeout(() => void look(), pauseMs)
    return () => {
      isLast = false
      clearTimeout(timer)
    }
  }, [text])
  return searchOf(text, answer)
}

/** While the next answer is on its way the last one stays, so that nothing flickers. */
function searchOf(text: string, answer: Answer | null): Search {
  if (text === '') return { state: 'idle' }
  if (answer === null) return { state: 'searching' }
  if (!answer.reply.ok) return { state: 'refused', cause: answer.reply.cause }
  return { state: 'found', text: answer.text, people: answer.reply.value }
}
