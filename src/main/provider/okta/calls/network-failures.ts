import type { FailureCause, NetworkCause } from '../../../../shared/failure.ts'
import { ProxyError } from '../../../system/proxy-error.ts'

// Names of OpenSSL as Node gives them, and of Chromium: net/base/net_error_list.h.
const unknownAuthority =
  /^(UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE)|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_UNTRUSTED|INVALID_CA|ERR_CERT_AUTHORITY_INVALID|ERR_CERT_KNOWN_INTERCEPTION_BLOCKED)$/
const invalidCertificate =
  /^(ERR_)?CERT_|^ERR_TLS_CERT_|^HOSTNAME_MISMATCH$|^ERR_CERTIFICATE_TRANSPARENCY_REQUIRED$|^UNABLE_TO_/
// What OpenSSL calls an answer in another protocol. Chromium has one name for this and for more.
const noTls =
  /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL)$/
const proxyWantsName = /^ERR_(UNEXPECTED_)?PROXY_AUTH/
const proxyRefused = /^ERR_(TUNNEL_CONNECTION_FAILED|HTTPS_PROXY_TUNNEL_RESPONSE)/
const proxyAway =
  /^ERR_(PROXY_|NO_SUPPORTED_PROXIES|PAC_|MANDATORY_PROXY_CONFIGURATION|SOCKS_CONNECTION)/

/** Why nothing came back: what `fetch` rejected with, in Node's words or in Chromium's. */
export function causeOfSilence(host: string, error: unknown): NetworkCause {
  const reason = networkReason(error)
  if (unknownAuthority.test(reason)) return { code: 'certificate-unknown', host, reason }
  if (invalidCertificate.test(reason)) return { code: 'certificate-invalid', host, reason }
  if (noTls.test(reason)) return { code: 'no-tls', host, reason }
  if (proxyWantsName.test(reason)) return { code: 'proxy-sign-in', host, reason }
  if (proxyRefused.test(reason)) {
    const status = connectStatus(error)
    const said = status === null ? 'CONNECT' : `CONNECT ${status}`
    return { code: 'proxy-answered', host, reason: said, stage: 'connect', status }
  }
  if (proxyAway.test(reason)) return { code: 'proxy-unreachable', host, reason }
  if (reason === 'redirect') {
    return { code: 'proxy-answered', host, reason, stage: 'answer', status: null }
  }
  return { code: 'provider-unreachable', host, reason }
}

/**
 * What answered in Okta's place, or null. Okta's API answers in JSON and with a request id; what its own
 * front servers say in HTML is an outage, unless a proxy signed it.
 */
export function causeOfForeignAnswer(
  host: string,
  { status, headers }: Response,
  text: string,
  isJson: boolean,
): NetworkCause | null {
  if (status === 407) return { code: 'proxy-sign-in', host, reason: 'HTTP 407' }
  if (isJson || text === '' || headers.get('x-okta-request-id')) return null
  const isPage = /^\s*<(!doctype|html|head|body)\b/i.test(text)
  if (!hasProxySign(headers) && !(isPage && status < 500)) return null
  const title = titleOf(text)
  const reason = title === '' ? `HTTP ${status}` : `HTTP ${status}, “${title}”`
  return { code: 'proxy-answered', host, reason, stage: 'answer', status }
}

const codes: { readonly [C in NetworkCause['code']]: true } = {
  'provider-unreachable': true,
  'certificate-unknown': true,
  'certificate-invalid': true,
  'no-tls': true,
  'proxy-answered': true,
  'proxy-sign-in': true,
  'proxy-unreachable': true,
}

export function isNetworkCause(cause: FailureCause): cause is NetworkCause {
  return Object.hasOwn(codes, cause.code)
}

/** Nothing changes about these by trying again at once. */
export function isLasting(cause: NetworkCause): boolean {
  if (cause.code === 'proxy-answered') return cause.status === null || cause.status < 500
  return cause.code !== 'provider-unreachable' && cause.code !== 'proxy-unreachable'
}

/**
 * Whether the connection never stood, so that nobody beyond a proxy can have got the request. `surely`:
 * what seldom tells of a connection that broke is not enough.
 */
export function wasNeverSent(cause: NetworkCause, surely: boolean): boolean {
  if (cause.code === 'proxy-answered') return cause.stage === 'connect'
  // A proxy may write in plain into a connection that stood.
  if (cause.code === 'no-tls') return false
  if (cause.code !== 'provider-unreachable' || neverMade.test(cause.reason)) return true
  return !surely && seldomBroken.test(cause.reason)
}

const neverMade =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED|ERR_CONNECTION_REFUSED)$/

/** These tell of a connection that was never made, and seldom of one that broke. */
const seldomBroken =
  /^(ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_(TLS|SSL)_.*|ERR_INTERNET_DISCONNECTED|ERR_ADDRESS_UNREACHABLE)$/

function connectStatus(error: unknown): number | null {
  const cause = causeOf(error)
  return cause instanceof ProxyError ? cause.status : null
}

/** A code like ECONNREFUSED where there is one: a message could carry what was sent. */
function networkReason(error: unknown): string {
  const cause = causeOf(error)
  if (!(cause instanceof Error)) return 'network'
  if ('code' in cause && typeof cause.code === 'string') return cause.code
  const named = /net::(ERR_[A-Z_]+)/.exec(cause.message)?.[1]
  // Node and Electron both refuse one that was not to be followed, and name no code.
  return named ?? (/\bredirect\b/i.test(cause.message) ? 'redirect' : 'network')
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? (error.cause ?? error) : error
}

function hasProxySign(headers: Headers): boolean {
  // The content network before a custom domain signs like a proxy, and belongs to Okta's side.
  if (/cloudfront|cloudflare|akamai|fastly/i.test(headers.get('via') ?? '')) return false
  return [...headers.keys()].some((name) => /^(via$|proxy-|x-squid-|x-bluecoat-)/.test(name))
}

const longestTitle = 120
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
}

/** The page's own title as one line of plain text: it is a stranger's. */
function titleOf(page: string): string {
  const title = /<title[^>]*>([^<]{0,1000})/i.exec(page)?.[1] ?? ''
  return title
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity] ?? entity)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, longestTitle)
}
