import { useEffect, useRef, type ReactElement } from 'react'
import { SmallButton } from '../../components/small-button.tsx'
import { Told } from '../../components/told.tsx'
import styles from './templates.module.css'

interface Props {
  readonly title: string
  readonly detail: string
  readonly go: string
  readonly stay: string
  readonly onGo: () => void
  readonly onStay: () => void
}

/** A second deliberate step. What keeps things as they are has the focus. */
export function Second({ title, detail, go, stay, onGo, onStay }: Props): ReactElement {
  const buttons = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const first = buttons.current?.querySelector('button')
    first?.scrollIntoView({ block: 'nearest' })
    first?.focus()
  }, [])
  return (
    <Told tone="warn" title={title}>
      <p>{detail}</p>
      <div ref={buttons} className={styles.second}>
        <SmallButton label={stay} onClick={onStay} />
        <SmallButton label={go} isGrave onClick={onGo} />
      </div>
    </Told>
  )
}
