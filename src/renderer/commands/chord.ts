/** A key with the modifiers it needs. Single letters are never commands: a security key types them. */
export interface Chord {
  readonly key: string
  readonly with?: 'control' | 'alt'
}

type Stroke = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** Command on a Mac does what Control does elsewhere. */
export function matches(chord: Chord, stroke: Stroke): boolean {
  const control = stroke.ctrlKey || stroke.metaKey
  if (control !== (chord.with === 'control') || stroke.altKey !== (chord.with === 'alt')) {
    return false
  }
  // Alt with a letter or a digit types a sign on a Mac; the place of the key still tells which it was.
  const places = [`Key${chord.key.toUpperCase()}`, `Digit${chord.key}`]
  return stroke.key.toLowerCase() === chord.key || places.includes(stroke.code)
}
