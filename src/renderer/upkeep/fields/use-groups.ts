import { useEffect, useState } from 'react'
import type { Reply } from '../../../shared/contract.ts'
import type { GroupName } from '../../../shared/template.ts'
import { ask } from '../../state/station.ts'

/** Groups are looked for once typing has paused for this long. */
const pauseMs = 180

type Groups = Reply<readonly GroupName[]>

/** The groups whose names begin like this; null while nothing is typed or nothing is known yet. */
export function useGroups(typed: string): Groups | null {
  const text = typed.trim()
  const [answer, setAnswer] = useState<Groups | null>(null)
  useEffect(() => {
    let isLast = text !== ''
    const look = async (): Promise<void> => {
      if (!isLast) return
      const reply = await ask('groups.search', { text })
      if (isLast) setAnswer(reply)
    }
    const timer = setTimeout(() => void look(), pauseMs)
    return () => {
      isLast = false
      clearTimeout(timer)
    }
  }, [text])
  return text === '' ? null : answer
}
