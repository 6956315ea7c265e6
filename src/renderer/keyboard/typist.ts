/** No person keeps to less than this between strokes; keys that type need 5 to 20 ms. */
export const fastestGapMs = 30
/** So many strokes in a row at that speed are no rolling of fingers. */
export const burstLength = 6
/** Inside a burst a key may take a breath, before its Enter above all; a person is not that quick. */
export const breathMs = 150

/** `drop`: what was typed so far came from a key. `ignore`: this belongs to the same burst. */
export type Typist = (isCharacter: boolean, timeMs: number) => 'pass' | 'ignore' | 'drop'

/** Tells a key's typing from a person's by its speed. Enter, near a burst, belongs to it. */
export function fastTypist(): Typist {
  let lastMs = Number.NEGATIVE_INFINITY
  let length = 0
  return (isCharacter, timeMs) => {
    const gapMs = timeMs - lastMs
    if (!isCharacter) return length >= burstLength && gapMs <= breathMs ? 'ignore' : 'pass'
    lastMs = timeMs
    const longestMs = length >= burstLength ? breathMs : fastestGapMs
    length = gapMs <= longestMs ? length + 1 : 1
    if (length < burstLength) return 'pass'
    return length === burstLength ? 'drop' : 'ignore'
  }
}
