/** Keeps what `fields` names: `id,status,profile:(login,email)`. The id is always kept. */
export function selectFields(
  view: Readonly<Record<string, unknown>>,
  fields: string,
): Record<string, unknown> {
  const kept: Record<string, unknown> = { id: view['id'] }
  for (const match of fields.matchAll(/(\w+)(?::\(([^)]*)\))?/g)) {
    const [, name, inner] = match
    if (name === undefined || !Object.hasOwn(view, name)) continue
    kept[name] = inner === undefined ? view[name] : selectInner(view[name], inner)
  }
  return kept
}

function selectInner(value: unknown, fields: string): unknown {
  if (typeof value !== 'object' || value === null) return value
  const names = new Set(fields.split(',').map((name) => name.trim()))
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name)))
}
