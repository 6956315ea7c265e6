import { createHash, randomBytes } from 'node:crypto'
import { ProviderError } from '../../provider.ts'
import { toBase64Url } from '../base64.ts'
import { listenForRedirect } from './loopback.ts'
import type { RequestToken, TokenGrant } from './token-endpoint.ts'

/** What a sign-in in the system browser needs. */
export interface BrowserSignIn {
  readonly orgUrl: string
  readonly clientId: string
  readonly redirectPort: number
  readonly openBrowser: (url: string) => Promise<void>
  readonly requestToken: RequestToken
}

/**
 * Authorization code with PKCE (RFC 7636): shows Okta's sign-in page, waits for the redirect, and
 * exchanges the code. Throws ProviderError `provider-sign-in-refused` with Okta's reason.
 */
export async function signInWithBrowser(
  { orgUrl, clientId, redirectPort, openBrowser, requestToken }: BrowserSignIn,
  scopes: readonly string[],
  signal: AbortSignal,
): Promise<TokenGrant> {
  const state = toBase64Url(randomBytes(32))
  const verifier = toBase64Url(randomBytes(32))
  const listener = await listenForRedirect(redirectPort, state, signal)
  try {
    const url = new URL(`${orgUrl}/oauth2/v1/authorize`)
    url.search = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      redirect_uri: listener.redirectUri,
      scope: ['openid', 'offline_access', ...scopes].join(' '),
      state,
      code_challenge: toBase64Url(createHash('sha256').update(verifier).digest()),
      code_challenge_method: 'S256',
    }).toString()
    await openBrowser(url.href)
    const code = readCode(await listener.redirect)
    const form = {
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: listener.redirectUri,
      code,
      code_verifier: verifier,
    }
    const wish = { form: () => Promise.resolve(form), repeat: 'when-refused', signal } as const
    return await requestToken(wish)
  } finally {
    listener.close()
  }
}

function readCode(redirect: URLSearchParams): string {
  const code = redirect.get('code')
  if (code !== null && !redirect.has('error')) return code
  throw new ProviderError({
    code: 'provider-sign-in-refused',
    error: (redirect.get('error') ?? 'no_code').slice(0, 100),
    reason: (redirect.get('error_description') ?? '').slice(0, 500),
  })
}
