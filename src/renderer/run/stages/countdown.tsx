import { useEffect, useState, type ReactElement } from 'react'
import { fill } from '../../../shared/text/fill.ts'
import { useWindow } from '../../state/store.ts'
import { useWords } from '../../text/use-words.ts'
import styles from './countdown.module.css'

/** The seconds left where the key itself has a limit; nowhere else does the window hurry anybody. */
export function Countdown(): ReactElement | null {
  const { run } = useWords()
  const eraseBy = useWindow((state) => state.eraseBy)
  const now = useNow()
  if (eraseBy === null) return null
  const seconds = Math.max(0, Math.ceil((eraseBy - now) / 1000))
  return <strong className={styles.countdown}>{fill(run.seconds.word, { seconds })}</strong>
}

/** The time on performance.now's clock, four times a second. */
function useNow(): number {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 250)
    return () => clearInterval(timer)
  }, [])
  return now
}
