import { calculateJwkThumbprint, compactVerify, EmbeddedJWK, decodeProtectedHeader } from 'jose'
import { z } from 'zod'
import type { OktaRequest } from '../http/exchange.ts'
import type { OktaState } from '../state.ts'
import { OAuthError } from './oauth-error.ts'

/** Proof algorithms Okta names. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512']
const OLDEST_MS = 5 * 60_000
/** Clocks may differ by this much before a proof counts as issued in the future. */
const FUTURE_LEEWAY_MS = 5_000

const claimsSchema = z.object({
  htm: z.string(),
  htu: z.string(),
  iat: z.number(),
  jti: z.string().min(1),
  nonce: z.string().optional(),
  ath: z.string().optional(),
})

/** A proof that holds: its claims, and the thumbprint (RFC 7638) of the key that signed it. */
export interface Proof {
  readonly claims: z.infer<typeof claimsSchema>
  readonly jkt: string
}

/** Checks a DPoP proof (RFC 9449 section 4.3) but for `nonce` and `ath`, which depend on the call. */
export async function verifyProof(
  state: OktaState,
  request: OktaRequest,
  text: string,
): Promise<Proof> {
  const jwk = readHeaderKey(text)
  const claims = await verifySignature(text)
  checkTarget(request, claims)
  checkTime(state, claims.iat)
  rememberProof(state, claims.jti)
  return { claims, jkt: await calculateJwkThumbprint(jwk, 'sha256') }
}

export function invalidProof(description: string): OAuthError {
  return new OAuthError(400, 'invalid_dpop_proof', description)
}

const headerSchema = z.object({
  typ: z.literal('dpop+jwt'),
  alg: z.enum(ALGORITHMS),
  jwk: z.object({ kty: z.enum(['EC', 'RSA']) }).catchall(z.string()),
})

function readHeaderKey(text: string): z.infer<typeof headerSchema>['jwk'] {
  let header: unknown
  try {
    header = decodeProtectedHeader(text)
  } catch {
    throw invalidProof('The DPoP proof JWT is malformed.')
  }
  const parsed = headerSchema.safeParse(header)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path[0]?.toString() ?? 'header'
    throw invalidProof(`The DPoP proof JWT header has an invalid '${field}'.`)
  }
  if ('d' in parsed.data.jwk) throw invalidProof('The DPoP proof JWT contains a private key.')
  return parsed.data.jwk
}

async function verifySignature(text: string): Promise<Proof['claims']> {
  try {
    const { payload } = await compactVerify(text, EmbeddedJWK, { algorithms: ALGORITHMS })
    return claimsSchema.parse(JSON.parse(new TextDecoder().decode(payload)))
  } catch {
    throw invalidProof('The DPoP proof JWT is not signed by its key or lacks a claim.')
  }
}

function checkTarget(request: OktaRequest, claims: Proof['claims']): void {
  if (claims.htm !== request.method) {
    throw invalidProof("The DPoP proof JWT's 'htm' does not match the request.")
  }
  if (claims.htu !== comparedUri(request)) {
    throw invalidProof("The DPoP proof JWT's 'htu' does not match the request.")
  }
}

/** The four characters Okta encodes again after it decoded a path. */
const ENCODED_AGAIN: Readonly<Record<string, string>> = {
  '%': '%25',
  ' ': '%20',
  '"': '%22',
  '#': '%23',
}

/** What `htu` is compared with: the path decoded once. Null where no proof is ever taken. */
function comparedUri({ base, path }: OktaRequest): string | null {
  const decoded = decodePath(path)
  if (decoded === null) return null
  const segments = decoded.split('/').length
  if (/[;\\]/.test(decoded) || segments !== path.split('/').length) return null
  return base + decoded.replaceAll(/[% "#]/g, (character) => ENCODED_AGAIN[character] ?? '')
}

function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

function checkTime(state: OktaState, iat: number): void {
  const age = state.now() - iat * 1000
  if (age > OLDEST_MS) throw invalidProof('The DPoP proof JWT is too old.')
  if (age < -FUTURE_LEEWAY_MS) throw invalidProof('The DPoP proof JWT was issued in the future.')
}

function rememberProof(state: OktaState, jti: string): void {
  const { seenProofs } = state.oauth
  forgetExpired(seenProofs, state.now())
  if (seenProofs.has(jti)) throw invalidProof('The DPoP proof JWT has already been used.')
  seenProofs.set(jti, state.now() + OLDEST_MS + FUTURE_LEEWAY_MS)
}

/** Drops what may be forgotten: entries whose time is before `now`. */
export function forgetExpired(seen: Map<string, number>, now: number): void {
  for (const [jti, until] of seen) if (until < now) seen.delete(jti)
}
