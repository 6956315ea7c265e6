import { z } from 'zod'
import type { RowTable } from '../../../shared/failure.ts'
import { plainName } from '../../../shared/plain-text.ts'
import { ProcedureError } from '../../procedure-error.ts'

/**
 * Reads a row by the schema of its table. Throws ProcedureError `row-unreadable` with the first column
 * that is wrong, and never with what stands there.
 */
export function readRow<T>(table: RowTable, id: unknown, schema: z.ZodType<T>, row: object): T {
  const read = schema.safeParse(row)
  if (read.success) return read.data
  const [column = ''] = read.error.issues[0]?.path ?? []
  throw new ProcedureError({
    code: 'row-unreadable',
    table,
    id: plainName(String(id)),
    column: String(column),
  })
}

/** Whether this is the refusal of a row that cannot be read. */
export function isUnreadable(error: unknown): error is UnreadableError {
  return error instanceof ProcedureError && error.reason.code === 'row-unreadable'
}

type UnreadableError = ProcedureError & {
  readonly reason: Extract<ProcedureError['reason'], { readonly code: 'row-unreadable' }>
}

/** Null for a row that cannot be read; throws every other error. For `catch`. */
export function nullIfUnreadable(error: unknown): null {
  if (isUnreadable(error)) return null
  throw error
}

/** One of the words of a type: each is named, or it does not compile. */
export function oneOf<T extends string>(words: { readonly [W in T]: true }) {
  return z.enum(Object.keys(words) as T[])
}

/** A column that holds JSON of this shape as text. */
export function jsonOf<T>(shape: z.ZodType<T>) {
  return z.string().transform((text, { issues }) => {
    const parsed = shape.safeParse(parseJson(text))
    if (parsed.success) return parsed.data
    issues.push({ code: 'custom', input: text, message: 'not as it was written' })
    return z.NEVER
  })
}

/** Nothing of ours is undefined in JSON: no shape takes it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
