/**
 * What moves the cursor, ends a line, or turns the direction of reading: the controls of ISO/IEC 6429, the line
 * and paragraph separators, and the bidirectional controls of Unicode (UAX 9, section 2).
 */
const unseen = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

/** One line as it is, its control characters written out: a name from elsewhere cannot forge a line. */
export function visible(line: string): string {
  return line.replaceAll(unseen, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
