import { useEffect, useState } from 'react'

/** A table is searched once typing has paused for this long. */
const pauseMs = 180

/** A value once it has stayed the same for a while. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
