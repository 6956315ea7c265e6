import type { JWK } from 'jose'
import type { OktaSettings } from './settings.ts'

/** The three ways a station can sign in. */
export type ConnectionKind = 'service-app' | 'token' | 'operator'

/** A connection file, ready for the station. It holds a private key or a token: seeded, not real. */
export interface Connection {
  readonly orgUrl: string
  readonly origin: string
  readonly auth:
    | {
        readonly kind: 'service-app'
        readonly clientId: string
        readonly keyId: string
        readonly privateKey: JWK
      }
    | { readonly kind: 'token'; readonly token: string }
    | { readonly kind: 'operator'; readonly clientId: string; readonly redirectPort: number }
}

/** The connection file for one way of signing in. */
export function connectionFor(
  kind: ConnectionKind,
  orgUrl: string,
  settings: OktaSettings,
  privateKey: JWK,
): Connection {
  return { orgUrl, origin: settings.origin, auth: authOf(kind, settings, privateKey) }
}

function authOf(kind: ConnectionKind, settings: OktaSettings, privateKey: JWK): Connection['auth'] {
  const { serviceApp, operatorApp, apiTokens } = settings
  if (kind === 'service-app') {
    return { kind, clientId: serviceApp.clientId, keyId: privateKey.kid ?? '', privateKey }
  }
  if (kind === 'token') return { kind, token: apiTokens[0]?.token ?? '' }
  const { port } = new URL(operatorApp.redirectUris[0] ?? 'http://127.0.0.1:8371')
  return { kind, clientId: operatorApp.clientId, redirectPort: Number(port) }
}
