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

/** The same value with every text in it plain; bytes and whatever else is no text stay what they are. */
export function plainTexts<T>(value: T): T {
  return plainly(value) as T
}

function plainly(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value)
  if (Array.isArray(value)) return value.map(plainly)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainly(one)]))
}

function isRecord(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  return Object.getPrototypeOf(value) === Object.prototype
}

/**
 * JSON that says the same, and in which whatever would be obeyed is escaped (RFC 8259 section 7): a
 * program reads exactly what was there, a terminal or an editor sees it.
 */
export function plainJson(value: unknown, indent?: number): string {
  // Ends of lines are of the indentation alone: JSON has escaped those of texts.
  return JSON.stringify(value, null, indent).replace(obeyed, (character) =>
    character === '\n' ? character : escapeOf(character),
  )
}

function escapeOf(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
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
