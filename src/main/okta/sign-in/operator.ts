import { IdpError } from '../../idp.ts'
import type { OktaAuth } from '../connection.ts'
import type { OktaEdges, RefreshTokenStore } from '../edges.ts'
import { createAccessTokens } from './access-tokens.ts'
import type { AskForToken } from './access-tokens.ts'
import type { Authorization } from './authorization.ts'
import { createTokenBearer } from './bearer.ts'
import { signInWithBrowser } from './browser-sign-in.ts'
import { createTokenRequest } from './token-endpoint.ts'
import type { RequestToken, SignInMeans, TokenGrant } from './token-endpoint.ts'

type OperatorAuth = Extract<OktaAuth, { kind: 'operator' }>

/** The operator signs in for themselves, so Okta's log names them and their own rights apply. */
export function createOperatorAuthorization(
  orgUrl: string,
  { clientId, redirectPort }: OperatorAuth,
  means: SignInMeans,
  edges: OktaEdges,
): Authorization {
  const requestToken = createTokenRequest(orgUrl, means)
  const openBrowser = edges.openBrowser ?? refuseBrowser
  const store = edges.refreshTokens ?? createMemoryStore()
  const signIn = { orgUrl, clientId, redirectPort, openBrowser, requestToken }
  const asked = new Set<string>()

  // Okta may give a new refresh token each time, and the old one is then worth nothing.
  const keep = async (grant: TokenGrant): Promise<TokenGrant> => {
    if (grant.refreshToken !== null) await store.write(grant.refreshToken)
    return grant
  }

  const obtain: AskForToken = async (scopes, signal) => {
    signal.throwIfAborted()
    const refreshed = await refresh({ requestToken, clientId, store }, scopes, signal)
    if (refreshed !== null && covers(await keep(refreshed), scopes)) return refreshed
    const all = [...new Set([...asked, ...scopes])]
    const grant = await keep(await signInWithBrowser(signIn, all, signal))
    for (const scope of scopes) asked.add(scope)
    return grant
  }

  const tokens = createAccessTokens(means.surroundings, oneAtATime(obtain))
  return createTokenBearer(tokens, means)
}

interface RefreshMeans {
  readonly requestToken: RequestToken
  readonly clientId: string
  readonly store: RefreshTokenStore
}

/** Null when there is no refresh token, it is worn out, or not for these scopes. */
async function refresh(
  { requestToken, clientId, store }: RefreshMeans,
  scopes: readonly string[],
  signal: AbortSignal,
): Promise<TokenGrant | null> {
  const refreshToken = await store.read()
  if (refreshToken === null) return null
  const form = {
    grant_type: 'refresh_token',
    client_id: clientId,
    refresh_token: refreshToken,
    scope: ['openid', 'offline_access', ...scopes].join(' '),
  }
  try {
    return await requestToken(() => Promise.resolve(form), signal)
  } catch (error) {
    const cause = error instanceof IdpError ? error.reason : null
    if (cause?.code !== 'provider-sign-in-refused') throw error
    if (cause.error === 'invalid_grant') await store.write(null)
    if (cause.error === 'invalid_grant' || cause.error === 'invalid_scope') return null
    throw error
  }
}

/** A refresh token of an earlier sign-in may be for less than is asked now. */
function covers(grant: TokenGrant, scopes: readonly string[]): boolean {
  return grant.scopes === null || scopes.every((scope) => grant.scopes?.includes(scope))
}

/** A refresh token is used once: two at a time would spend it twice, which ends the sign-in. */
function oneAtATime(work: AskForToken): AskForToken {
  let last: Promise<unknown> = Promise.resolve()
  return (scopes, signal) => {
    const next = last.then(
      () => work(scopes, signal),
      () => work(scopes, signal),
    )
    last = next
    return next
  }
}

function createMemoryStore(): RefreshTokenStore {
  let kept: string | null = null
  return {
    read: () => Promise.resolve(kept),
    write: (token) => {
      kept = token
      return Promise.resolve()
    },
  }
}

function refuseBrowser(): Promise<never> {
  return Promise.reject(new IdpError({ code: 'not-available', what: 'sign-in in a browser' }))
}
