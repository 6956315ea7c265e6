import { z } from 'zod'
import { ProviderError } from '../../provider.ts'
import type { HttpAnswer } from '../calls/http-exchange.ts'
import { readRateLimit } from '../calls/retry.ts'
import { readChallenge } from './authorization.ts'

const cutTo = (most: number) => (text: string) => text.slice(0, most)
/** Cut, and empty where there is none: what is odd about it must not hide the error itself. */
const descriptionSchema = z.string().catch('').transform(cutTo(500))
const oauthSchema = z.looseObject({
  error: z.string().transform(cutTo(100)),
  error_description: descriptionSchema,
})
const oktaSchema = z.looseObject({
  errorCode: z.string().max(20),
  errorSummary: descriptionSchema,
})

/** What the token endpoint's refusal means: Okta's own error and reason, or the kind of outage. */
export function signInRefusal(answer: HttpAnswer): ProviderError {
  const { status, requestId } = answer
  if (status === 429) {
    const limit = readRateLimit(answer.headers)
    const retryAt = limit.kind === 'bucket' ? limit.resetAtMs : null
    return new ProviderError(
      { code: 'provider-rate-limited', operation: 'token', retryAt },
      requestId,
    )
  }
  if (status >= 500) {
    return new ProviderError({ code: 'provider-outage', operation: 'token', status }, requestId)
  }
  const { error, reason } = reasonOf(answer)
  return new ProviderError({ code: 'provider-sign-in-refused', error, reason }, requestId)
}

/** Okta's words for a refused sign-in, from the body or, when that is empty, `WWW-Authenticate`. */
export function reasonOf(answer: HttpAnswer): { readonly error: string; readonly reason: string } {
  const oauth = oauthSchema.safeParse(answer.body)
  if (oauth.success) {
    return { error: oauth.data.error, reason: oauth.data.error_description }
  }
  const okta = oktaSchema.safeParse(answer.body)
  if (okta.success) return { error: okta.data.errorCode, reason: okta.data.errorSummary }
  const challenge = readChallenge(answer.headers.get('www-authenticate'))
  return {
    error: challenge?.error ?? `http_${answer.status}`,
    reason: challenge?.description ?? '',
  }
}
