/** The longest name, product or serial number that is shown or kept, in UTF-16 units. */
export const longestName = 256

/**
 * Everything a terminal, a page or a printer would obey instead of show: control characters, ends of lines,
 * marks that turn the direction of a text, invisible fillers, halves of a surrogate pair. Joiners stay: names
 * of several scripts need them.
 */
const obeyed =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu

/**
 * The same text with what would be obeyed shown instead: U+241B for an escape, `<U+202E>` for what has no
 * picture. What comes in from outside is text, never control.
 */
export function plainText(text: string): string {
  return text.replace(obeyed, pictureOf)
}

/** A name from outside: plain, and no longer than a name can be. */
export function plainName(text: string, most = longestName): string {
  const plain = plainText(text)
  if (plain.length <= most) return plain
  const cut = plain.slice(0, most - 1)
  // Not in the middle of a pair.
  return `${cut.replace(/[\ud800-\udbff]$/, '')}…`
}

function pictureOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
}
