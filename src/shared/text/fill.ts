/** Puts values where the words have `{name}`; a name without a value stays visible. */
export function fill(words: string, values: object): string {
  const known = new Map<string, unknown>(Object.entries(values))
  return words.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => {
    const value = known.get(name)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole
  })
}
