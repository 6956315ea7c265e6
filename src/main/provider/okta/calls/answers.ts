import { z } from 'zod'
import { plainName } from '../../../../shared/plain-text.ts'
import { ProviderError } from '../../provider.ts'
import type { HttpAnswer } from './http-exchange.ts'
import type { OperationName } from './operations.ts'

/** What somebody, or something, is called at Okta: no longer than a name can be. */
export const nameSchema = z.string().transform((text) => plainName(text))

/** Reads an answer by its schema. Throws ProviderError `provider-answer-invalid` naming the field. */
export function readAnswer<T>(
  schema: z.ZodType<T>,
  answer: HttpAnswer,
  operation: OperationName,
): T {
  const read = schema.safeParse(answer.body)
  if (read.success) return read.data
  const field = (read.error.issues[0]?.path ?? []).map(String).join('.') || 'body'
  throw new ProviderError({ code: 'provider-answer-invalid', operation, field }, answer.requestId)
}

/** A list of Okta's, at the top of an answer or within it: an odd element costs itself alone. */
export function listOf<T>(element: z.ZodType<T>) {
  return z.array(z.unknown()).transform((elements) => readEach(element, elements))
}

/** The elements that can be read. */
export function readEach<T>(element: z.ZodType<T>, elements: readonly unknown[]): readonly T[] {
  return elements.flatMap((one) => {
    const read = element.safeParse(one)
    return read.success ? [read.data] : []
  })
}

/** The cursor of the next page, from `Link: <…?after=…>; rel="next"`; null on the last page. */
export function nextCursor(answer: HttpAnswer): string | null {
  const link = answer.headers.get('link') ?? ''
  const url = /<([^>]*)>\s*;\s*rel="next"/.exec(link)?.[1]
  // Only the cursor is taken: the address itself could name any host, and would get the token.
  return url !== undefined && URL.canParse(url) ? new URL(url).searchParams.get('after') : null
}
