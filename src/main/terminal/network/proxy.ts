import { UsageError } from '../usage-error.ts'

/** The variables that say how to reach the network, as curl and most programs read them. */
export type NetworkVariables = Readonly<Record<string, string | undefined>>

/** A proxy for https, with what signs in to it. */
export interface Proxy {
  readonly address: URL
  /** A whole `Proxy-Authorization` (RFC 7617), or null. */
  readonly authorization: string | null
}

const schemes: readonly string[] = ['http:', 'https:']

/** What HTTPS_PROXY names; null for no proxy. Throws a UsageError for what is no address of one. */
export function readProxy(variables: NetworkVariables): Proxy | null {
  const text = (variables['https_proxy'] || variables['HTTPS_PROXY'] || '').trim()
  if (text === '') return null
  const whole = text.includes('://') ? text : `http://${text}`
  const address = URL.canParse(whole) ? new URL(whole) : null
  // Its value may hold a password, so it is never repeated.
  if (address === null || !schemes.includes(address.protocol) || address.hostname === '') {
    throw new UsageError('not-a-proxy', { name: 'HTTPS_PROXY' })
  }
  const { origin, username, password } = address
  return { address: new URL(origin), authorization: authorizationOf(username, password) }
}

function authorizationOf(username: string, password: string): string | null {
  if (username === '') return null
  const pair = [username, password].map(decode).join(':')
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const ownComputer = ['localhost', '127.0.0.1', '[::1]']

/** Whether NO_PROXY excepts this address: `*`, hosts with all their subdomains, each with a port or not. */
export function isExcepted({ hostname, port }: URL, variables: NetworkVariables): boolean {
  if (ownComputer.includes(hostname)) return true
  const listed = (variables['no_proxy'] || variables['NO_PROXY'] || '').toLowerCase()
  return listed.split(/[\s,]+/).some((entry) => {
    if (entry === '*') return true
    const [, name = '', itsPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry) ?? []
    const isPort = itsPort === undefined || itsPort === (port || '443')
    return name !== '' && isPort && (hostname === name || hostname.endsWith(`.${name}`))
  })
}
