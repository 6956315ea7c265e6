import { useEffect, useRef, useState, type ReactElement } from 'react'
import type { FailureCause } from '../../../shared/failure.ts'
import { Refusal } from '../../components/refusal.tsx'
import { ask } from '../../state/station.ts'
import styles from './reveal-pin.module.css'

/**
 * The PIN, once: its bytes go from the station into the page and nowhere else, and leave the page
 * with this part of it.
 */
export function RevealPin({
  issuanceId,
  title,
}: {
  issuanceId: string
  title: string
}): ReactElement {
  const place = useRef<HTMLParagraphElement>(null)
  const [refused, setRefused] = useState<FailureCause | null>(null)
  useEffect(() => {
    const shown = place.current
    void reveal(issuanceId, shown).then(setRefused)
    return () => shown?.replaceChildren()
  }, [issuanceId])
  if (refused !== null) return <Refusal cause={refused} />
  return (
    <section aria-label={title}>
      <p ref={place} className={styles.digits} />
    </section>
  )
}

/** Draws the PIN; left in the meantime, its bytes are wiped unseen. */
async function reveal(issuanceId: string, place: HTMLElement | null): Promise<FailureCause | null> {
  const reply = await ask('pins.reveal', { issuanceId })
  if (!reply.ok) return reply.cause
  if (place?.isConnected === true) place.replaceChildren(...groupsOf(reply.value.pin))
  reply.value.pin.fill(0)
  return null
}

/** Groups of three or four are read and typed without losing one's place. */
function groupsOf(pin: Uint8Array): HTMLElement[] {
  const characters = Array.from(new TextDecoder().decode(pin))
  const size = characters.length % 4 === 0 ? 4 : 3
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, index) => {
    const group = document.createElement('span')
    group.textContent = characters.slice(index * size, (index + 1) * size).join('')
    return group
  })
}
