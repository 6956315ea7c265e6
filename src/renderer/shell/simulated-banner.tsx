import { Switch } from '@base-ui/react/switch'
import type { ReactElement } from 'react'
import type { SimulatorState } from '../../shared/contract.ts'
import { commands, runCommand } from '../commands/commands.ts'
import { ChordKeys } from '../components/chord-keys.tsx'
import { request } from '../state/station.ts'
import { useWindow } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './simulated-banner.module.css'

/** On every screen of the demo: that nothing is real, and the hand on the simulated key. */
export function SimulatedBanner(): ReactElement | null {
  const snapshot = useWindow((state) => state.snapshot)
  const words = useWords()
  if (snapshot?.simulated !== true) return null
  return (
    <section className={styles.banner} aria-label={words.simulator.controls.label}>
      <strong className={styles.badge}>{words.simulator.badge.word}</strong>
      <span className={styles.detail}>{words.simulator.notice.detail}</span>
      {snapshot.simulator && <Controls simulator={snapshot.simulator} />}
    </section>
  )
}

function Controls({ simulator }: { simulator: SimulatorState }): ReactElement {
  const words = useWords()
  const [slotChord] = commands['simulate-slot'].chords
  return (
    <div className={styles.controls}>
      {simulator.keys.map(({ name, inserted }, index) => (
        <Toggle
          key={name}
          label={name}
          isOn={inserted}
          onChange={(on) => request('simulator.act', { act: on ? 'insert' : 'remove', name })}
        >
          {index === 0 && slotChord && <ChordKeys chord={slotChord} />}
        </Toggle>
      ))}
      <Toggle
        label={words.simulator.touchByHand.label}
        isOn={simulator.touchByHand}
        onChange={(on) => request('simulator.act', { act: 'touch-by-hand', on })}
      />
      <TouchButton isAwaited={simulator.touchAwaited && simulator.touchByHand} />
    </div>
  )
}

interface ToggleProps {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (on: boolean) => Promise<boolean>
  readonly children?: React.ReactNode
}

function Toggle({ label, isOn, onChange, children }: ToggleProps): ReactElement {
  return (
    <label className={styles.toggle}>
      <Switch.Root
        className={styles.switch}
        checked={isOn}
        onCheckedChange={(on) => void onChange(on)}
      >
        <Switch.Thumb className={styles.thumb} />
      </Switch.Root>
      {label}
      {children}
    </label>
  )
}

function TouchButton({ isAwaited }: { isAwaited: boolean }): ReactElement {
  const [chord] = commands['simulate-touch'].chords
  return (
    <button
      type="button"
      className={styles.touch}
      aria-disabled={!isAwaited}
      onClick={() => runCommand('simulate-touch')}
    >
      {useWords().commands['simulate-touch'].label}
      {chord && <ChordKeys chord={chord} />}
    </button>
  )
}
