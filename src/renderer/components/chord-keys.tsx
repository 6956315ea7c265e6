import type { ReactElement } from 'react'
import type { Words } from '../../shared/text/words.ts'
import type { Chord } from '../commands/chord.ts'
import { useWords } from '../text/use-words.ts'
import styles from './chord-keys.module.css'

/** A chord as it is printed on a keyboard. Said by aria-keyshortcuts, so hidden from a reader. */
export function ChordKeys({ chord }: { chord: Chord }): ReactElement {
  const words = useWords()
  return (
    <span className={styles.keys} aria-hidden="true">
      {chordNames(words, chord).map((name) => (
        <kbd key={name} className={styles.key}>
          {name}
        </kbd>
      ))}
    </span>
  )
}

/** The names of a chord's keys, in the order in which they are pressed. */
export function chordNames(words: Words, chord: Chord): string[] {
  const { keys } = words.shell
  const names = new Map([
    ['escape', keys.escape.label],
    ['enter', keys.enter.label],
  ])
  const last = names.get(chord.key) ?? chord.key.toUpperCase()
  return chord.with === undefined ? [last] : [keys[chord.with].label, last]
}

/** A chord in the words of the aria-keyshortcuts attribute. */
export function ariaChord(chord: Chord): string {
  const key = chord.key.charAt(0).toUpperCase() + chord.key.slice(1)
  return chord.with === undefined ? key : `${chord.with === 'alt' ? 'Alt' : 'Control'}+${key}`
}
