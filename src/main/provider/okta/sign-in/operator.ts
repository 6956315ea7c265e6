import { ProviderError } from '../../provider.ts'
import { issuanceScopes } from '../calls/operations.ts'
import type { OktaAuth } from '../connection.ts'
import type { OktaEdges, RefreshTokenStore, RenewableSignIn } from '../edges.ts'
import { createAccessTokens, type AskForToken } from './access-tokens.ts'
import type { Authorization } from './authorization.ts'
import { createTokenBearer } from './bearer.ts'
import { signInWithBrowser } from './browser-sign-in.ts'
import type { Dpop } from './dpop.ts'
import {
  createTokenRequest,
  type RequestToken,
  type SignInMeans,
  type TokenGrant,
} from './token-endpoint.ts'

type OperatorAuth = Extract<OktaAuth, { kind: 'operator' }>

/** The operator signs in for themselves, so Okta's log names them and their own rights apply. */
export function createOperatorAuthorization(
  orgUrl: string,
  { clientId, redirectPort }: OperatorAuth,
  means: SignInMeans,
  edges: OktaEdges,
): Authorization {
  const { dpop, surroundings } = means
  const requestToken = createTokenRequest(orgUrl, means)
  const openBrowser = edges.openBrowser ?? refuseBrowser
  const store = edges.refreshTokens?.(orgUrl) ?? createMemoryStore()
  const signIn = { orgUrl, clientId, redirectPort, openBrowser, requestToken }
  // Every sign-in is for all that was of use so far: one for less would make the next one due.
  const asked = new Set<string>(issuanceScopes)

  // Okta may give a new refresh token each time, and the old one is then worth nothing.
  const keep = async (grant: TokenGrant): Promise<TokenGrant> => {
    const { refreshToken } = grant
    if (refreshToken !== null) await store.write({ refreshToken, proofKey: await dpop.exportKey() })
    return grant
  }

  const obtain: AskForToken = async (scopes, signal, isQuiet) => {
    signal.throwIfAborted()
    const refreshed = await refresh({ requestToken, clientId, store, dpop }, scopes)
    if (refreshed !== null && covers(await keep(refreshed), scopes)) {
      for (const scope of scopes) asked.add(scope)
      return refreshed
    }
    signal.throwIfAborted()
    if (isQuiet) throw loginRequired()
    const all = [...new Set([...asked, ...scopes])]
    const grant = await keep(await signInWithBrowser(signIn, all, signal))
    // Not before: one scope that is never granted would fail every sign-in to come.
    for (const scope of scopes) asked.add(scope)
    return grant
  }

  const tokens = createAccessTokens(surroundings, oneAtATime(obtain))
  return createTokenBearer(tokens, means)
}

interface RefreshMeans {
  readonly requestToken: RequestToken
  readonly clientId: string
  readonly store: RefreshTokenStore
  readonly dpop: Dpop
}

/** What ends a refresh token: it is worn out, or bound to a key that is gone (RFC 9449 section 5). */
const endings = ['invalid_grant', 'invalid_dpop_proof']

/**
 * Null when there is no refresh token, it is worn out, or not for these scopes. Nobody stops it under
 * way: the token may be spent by then, and the one that follows it would be lost.
 */
async function refresh(
  { requestToken, clientId, store, dpop }: RefreshMeans,
  scopes: readonly string[],
): Promise<TokenGrant | null> {
  const kept = await store.read()
  if (kept === null) return null
  dpop.adoptKey(kept.proofKey)
  const form = {
    grant_type: 'refresh_token',
    client_id: clientId,
    refresh_token: kept.refreshToken,
    scope: ['openid', 'offline_access', ...scopes].join(' '),
  }
  try {
    return await requestToken({ form: () => Promise.resolve(form), repeat: 'when-refused' })
  } catch (error) {
    const cause = error instanceof ProviderError ? error.reason : null
    if (cause?.code !== 'provider-sign-in-refused') throw error
    const isEnded = endings.includes(cause.error)
    if (isEnded) await store.write(null)
    if (isEnded || cause.error === 'invalid_scope') return null
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
  return (...wish) => {
    const next = last.then(
      () => work(...wish),
      () => work(...wish),
    )
    last = next
    return next
  }
}

function createMemoryStore(): RefreshTokenStore {
  let kept: RenewableSignIn | null = null
  return {
    read: () => Promise.resolve(kept),
    write: (signIn) => {
      kept = signIn
      return Promise.resolve()
    },
  }
}

/** The words of OpenID Connect Core (section 3.1.2.6) for one who would have to be asked. */
function loginRequired(): ProviderError {
  const reason = 'the operator is not signed in for this'
  return new ProviderError({ code: 'provider-sign-in-refused', error: 'login_required', reason })
}

function refuseBrowser(): Promise<never> {
  return Promise.reject(new ProviderError({ code: 'not-available', what: 'sign-in in a browser' }))
}
