import type { HttpAnswer } from '../calls/http-exchange.ts'

/** One way of signing in to Okta, as the request executor uses it. */
export interface Authorization {
  /**
   * Headers for one attempt; a DPoP proof in them is used once. Asks for a token when there is none
   * that lasts. Throws ProviderError `provider-sign-in-refused` with Okta's own reason.
   */
  headersFor(request: AuthorizedRequest, signal?: AbortSignal): Promise<Record<string, string>>
  /** Gets a token for these scopes without using it, to find out whether Okta gives one. */
  signIn(scopes: readonly string[], signal?: AbortSignal): Promise<Scheme>
  /** Looks at every answer's headers for a nonce and the time. */
  observe(answer: HttpAnswer): void
  /**
   * Okta refused the token or the proof; true when another attempt has better means. `recoveries`
   * counts those this request had already.
   */
  recover(answer: HttpAnswer, scopes: readonly string[], recoveries: number): boolean
}

/** How requests are authorized: with tokens bound to a key, with tokens anyone could use, or SSWS. */
export type Scheme = 'DPoP' | 'Bearer' | 'SSWS'

export interface AuthorizedRequest {
  readonly method: string
  readonly url: string
  readonly scopes: readonly string[]
  /** Nobody is there to be asked: throws ProviderError `provider-sign-in-refused`, error `login_required`. */
  readonly isQuiet: boolean
}

/** An OAuth challenge (RFC 6750 section 3), which Okta may send instead of a body. */
export interface Challenge {
  readonly scheme: string
  readonly error: string | null
  readonly description: string | null
}

/** Reads the first challenge of a `WWW-Authenticate` header. */
export function readChallenge(header: string | null): Challenge | null {
  const scheme = header === null ? undefined : /^\s*([A-Za-z]+)/.exec(header)?.[1]
  if (header === null || scheme === undefined) return null
  return {
    scheme,
    error: parameter(header, 'error'),
    description: parameter(header, 'error_description'),
  }
}

function parameter(header: string, name: string): string | null {
  return new RegExp(`(?:^|[\\s,])${name}="([^"]*)"`).exec(header)?.[1] ?? null
}
