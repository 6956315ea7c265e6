import { useEffect, useState } from 'react'
import type { Input, Output, Reply, RequestName } from '../../../shared/contract.ts'
import { ask } from '../../state/station.ts'
import { useWindow } from '../../state/store.ts'

/** What the station answers, asked again whenever anything has changed. The input stays the same. */
export function useReply<N extends RequestName>(name: N, input: Input<N>): Reply<Output<N>> | null {
  const [reply, setReply] = useState<Reply<Output<N>> | null>(null)
  const [asked] = useState(input)
  useEffect(() => {
    let last = 0
    const look = async (): Promise<void> => {
      last += 1
      const mine = last
      const next = await ask(name, asked)
      if (mine === last) setReply(next)
    }
    void look()
    const stop = useWindow.subscribe((state, before) => {
      if (state.snapshot !== before.snapshot) void look()
    })
    return () => {
      last += 1
      stop()
    }
  }, [name, asked])
  return reply
}
