/** Chromium's names, so that the window's network and the terminal's are told in the same words. */
type ProxyErrorCode =
  'ERR_PROXY_CONNECTION_FAILED' | 'ERR_PROXY_AUTH_REQUESTED' | 'ERR_TUNNEL_CONNECTION_FAILED'

/** A proxy let no connection through: nothing of what was to be sent has left this computer's network. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError'
  readonly code: ProxyErrorCode
  /** What the proxy answered to CONNECT (RFC 9110 section 9.3.6), where it answered. */
  readonly status: number | null

  constructor(code: ProxyErrorCode, status: number | null, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.status = status
  }
}
