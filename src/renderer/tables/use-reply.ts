import { useEffect, useState } from 'react'
import type { Input, Output, Reply, RequestName } from '../../shared/contract.ts'
import { ask } from '../station.ts'
import { useWindow } from '../store.ts'

/** What the station answers, asked again whenever anything has changed. The input stays the same. */
export function useReply<N extends RequestName>(name: N, input: Input<N>): Reply<Output<N>> | null {
  const [reply, setReply] = useState<Reply<Output<N>> | null>(null)
  const [asked] = useState(input)
  const snapshot = useWindow((state) => state.snapshot)
  useEffect(() => {
    let isLast = true
    void ask(name, asked).then((next) => isLast && setReply(next))
    return () => {
      isLast = false
    }
  }, [name, asked, snapshot])
  return reply
}
