/** ASCII has no accents, and is most of what is folded, a million times over when a journal is verified. */
const plain = /^[\x20-\x7e]*$/

/** Text as it is searched for and sorted by: without case and accents, alike on every engine. */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase().trim()
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}

/** `fold` of what may be missing. */
export const foldOrNull = (text: string | null | undefined): string | null | undefined =>
  typeof text === 'string' ? fold(text) : text
