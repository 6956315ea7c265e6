import { useEffect, useRef, useState, type ReactElement } from 'react'
import { Refusal } from '../components/refusal.tsx'
import { ask } from '../station.ts'
import type { FailureCause } from '../../shared/failure.ts'
import styles from './reveal-pin.module.css'

/**
 * The PIN, once: its bytes go from the station into the page and nowhere else, and leave the page
 * with this part of it.
 */
export function RevealPin({ issuanceId, title }: { issuanceId: string; title: string }): ReactElement {
  const place = useRef<HTMLParagraphElement>(null)
  const [refused, setRefused] = useState<FailureCause | null>(null)
  useEffect(() => {
    const shown = place.current
    void ask('pins.reveal', { issuanceId }).then((reply) => {
      if (!reply.ok) return setRefused(reply.cause)
      // Left in the meantime: the bytes are wiped unseen.
      if (shown?.isConnected === true) shown.replaceChildren(...groupsOf(reply.value.pin))
      reply.value.pin.fill(0)
    })
    return () => shown?.replaceChildren()
  }, [issuanceId])
  if (refused !== null) return <Refusal cause={refused} />
  return (
    <section className={styles.pin} aria-label={title}>
      <p className={styles.title}>{title}</p>
      <p ref={place} className={styles.digits} />
    </section>
  )
}

/** Groups of three or four are read and typed without losing one's place. */
function groupsOf(pin: Uint8Array): HTMLElement[] {
  const characters = [...new TextDecoder().decode(pin)]
  const size = characters.length % 4 === 0 ? 4 : 3
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, index) => {
    const group = document.createElement('span')
    group.textContent = characters.slice(index * size, (index + 1) * size).join('')
    return group
  })
}
