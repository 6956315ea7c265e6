import type { KeyObject } from 'node:crypto'
import type { Principal } from './principal.ts'

/** An access token as the double remembers it. `jkt` null: a Bearer token. */
export interface AccessToken {
  readonly principal: Principal
  /** The host of the organization that gave it, and takes it. */
  readonly host: string
  readonly expiresAt: number
  readonly jkt: string | null
}

/** An authorization code or refresh token of the operator's sign-in. */
export interface Grant {
  readonly clientId: string
  readonly userId: string
  readonly scopes: readonly string[]
  readonly redirectUri: string
  readonly codeChallenge: string
  readonly nonce: string | null
  readonly expiresAt: number
  /** The host of the organization it was given at. */
  readonly host: string
  /** The key a refresh token is bound to (RFC 9449 section 5); null for none, and for a code. */
  readonly jkt: string | null
}

/** What the authorization server remembers between calls. Tokens are keyed by their text. */
export interface OAuthState {
  readonly accessTokens: Map<string, AccessToken>
  readonly codes: Map<string, Grant>
  readonly refreshTokens: Map<string, Grant>
  /** DPoP nonces, newest last. */
  readonly nonces: { readonly value: string; readonly issuedAt: number }[]
  /** `jti` values seen, with the time after which they may be forgotten. */
  readonly seenAssertions: Map<string, number>
  readonly seenProofs: Map<string, number>
  readonly signingKey: KeyObject
  readonly signingKeyId: string
}
