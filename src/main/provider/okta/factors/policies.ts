import type { z } from 'zod'
import { listOf, nextCursor, readAnswer } from '../calls/answers.ts'
import type { Ask } from '../calls/request-executor.ts'

const mostPages = 10

/** Every policy of one type, page by page. */
export async function listPolicies<T>(
  ask: Ask,
  type: 'MFA_ENROLL' | 'ACCESS_POLICY',
  schema: z.ZodType<T>,
  signal: AbortSignal | undefined,
): Promise<readonly T[]> {
  const policies: T[] = []
  let after: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const cursor: { after?: string } = after === null ? {} : { after }
    const answer = await ask(
      'listPolicies',
      (okta) => okta.policies.listPolicies({ type, ...cursor }),
      signal,
    )
    policies.push(...readAnswer(listOf(schema), answer, 'listPolicies'))
    const next = nextCursor(answer)
    if (next === null || next === after) break
    after = next
  }
  return policies
}
