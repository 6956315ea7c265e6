import { z } from 'zod'
import { ProviderError } from '../../provider.ts'
import type { HttpAnswer, HttpRequest } from '../calls/http-exchange.ts'
import { send, UncertainError, type Repeat, type SendPlan } from '../calls/retry.ts'
import type { Surroundings } from '../edges.ts'
import type { Dpop } from './dpop.ts'
import { signInRefusal } from './refusal.ts'
import type { ServerClock } from './server-clock.ts'

/** A token as the endpoint gave it. `expiresInS` counts from the answer. */
export interface TokenGrant {
  readonly accessToken: string
  readonly scheme: 'DPoP' | 'Bearer'
  readonly expiresInS: number
  readonly refreshToken: string | null
  /** What it is for, where the answer says; else what was asked for. */
  readonly scopes: readonly string[] | null
}

/** One wish for a token. */
export interface TokenWish {
  /** Called for every attempt, for an assertion is used once. */
  readonly form: () => Promise<Record<string, string>>
  /** `when-refused` for a code or a refresh token, which may be spent though the answer was lost. */
  readonly repeat: Repeat
  readonly signal?: AbortSignal
}

export type RequestToken = (wish: TokenWish) => Promise<TokenGrant>

/** What one process shares between all its requests to one organization. */
export interface SignInMeans {
  readonly surroundings: Surroundings
  readonly dpop: Dpop
  readonly clock: ServerClock
}

const clockMovedMs = 5_000

const grantSchema = z.looseObject({
  access_token: z.string().min(1),
  token_type: z.string(),
  expires_in: z.number().positive(),
  refresh_token: z.string().optional(),
  scope: z.string().optional(),
})

export function tokenUrl(orgUrl: string): string {
  return `${orgUrl}/oauth2/v1/token`
}

/** The organization's token endpoint; a refusal becomes `provider-sign-in-refused` with Okta's reason. */
export function createTokenRequest(orgUrl: string, means: SignInMeans): RequestToken {
  const url = tokenUrl(orgUrl)
  const { dpop, clock } = means

  return async ({ form, repeat, signal }) => {
    let offsetUsed = 0
    const answer = await sendForToken(means.surroundings, {
      repeat,
      signal,
      async prepare() {
        offsetUsed = clock.offsetMs() ?? 0
        const proof = await dpop.proof({ method: 'POST', url, nonce: dpop.nonce })
        return tokenRequest(url, await form(), proof)
      },
      observe(seen) {
        clock.learn(seen.headers.get('date'))
        dpop.learnNonce(seen.headers.get('dpop-nonce'))
      },
      recover(refused) {
        const isNonceAsked =
          refused.headers.has('dpop-nonce') && errorOf(refused) === 'use_dpop_nonce'
        return isNonceAsked || Math.abs((clock.offsetMs() ?? 0) - offsetUsed) > clockMovedMs
      },
    })
    if (answer.status === 200) return readGrant(answer)
    throw signInRefusal(answer)
  }
}

/** Whoever wanted the token did nothing yet: a lost answer here leaves nothing of theirs uncertain. */
async function sendForToken(surroundings: Surroundings, plan: SendPlan): Promise<HttpAnswer> {
  try {
    return await send(surroundings, plan)
  } catch (error) {
    if (!(error instanceof UncertainError)) throw error
    throw new ProviderError(error.reason, error.requestId, { cause: error })
  }
}

function tokenRequest(url: string, form: Record<string, string>, proof: string): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      dpop: proof,
    },
    body: new URLSearchParams(form).toString(),
  }
}

function errorOf(answer: HttpAnswer): string | null {
  const read = z.looseObject({ error: z.string() }).safeParse(answer.body)
  return read.success ? read.data.error : null
}

function readGrant(answer: HttpAnswer): TokenGrant {
  const read = grantSchema.safeParse(answer.body)
  const scheme = { dpop: 'DPoP', bearer: 'Bearer' } as const
  const type = read.success ? read.data.token_type.toLowerCase() : ''
  if (!read.success || (type !== 'dpop' && type !== 'bearer')) {
    const field = read.success ? 'token_type' : (read.error.issues[0]?.path.join('.') ?? '')
    throw new ProviderError(
      { code: 'provider-answer-invalid', operation: 'token', field },
      answer.requestId,
    )
  }
  return {
    accessToken: read.data.access_token,
    scheme: scheme[type],
    expiresInS: read.data.expires_in,
    refreshToken: read.data.refresh_token ?? null,
    scopes: read.data.scope?.split(' ') ?? null,
  }
}
