import { useEffect, useState } from 'react'
import type { FailureCause } from '../../shared/failure.ts'
import type { Person } from '../../shared/records.ts'
import { ask } from '../station.ts'

/** People are looked for once typing has paused for this long. */
const pauseMs = 180

export type Search =
  | { readonly state: 'idle' | 'searching' }
  | { readonly state: 'found'; readonly text: string; readonly people: readonly Person[] }
  | { readonly state: 'refused'; readonly cause: FailureCause }

/** Whom Okta knows by what is typed; of overtaking answers only the one to the last text counts. */
export function usePeople(text: string): Search {
  const [search, setSearch] = useState<Search>({ state: 'idle' })
  const wanted = text.trim()
  useEffect(() => {
    if (wanted === '') return setSearch({ state: 'idle' })
    let isLast = true
    setSearch((before) => (before.state === 'found' ? before : { state: 'searching' }))
    const timer = setTimeout(() => {
      void ask('people.search', { text: wanted }).then((reply) => {
        if (!isLast) return
        if (reply.ok) setSearch({ state: 'found', text: wanted, people: reply.value })
        else setSearch({ state: 'refused', cause: reply.cause })
      })
    }, pauseMs)
    return () => {
      isLast = false
      clearTimeout(timer)
    }
  }, [wanted])
  return search
}
