import { existsSync, readFileSync } from 'node:fs'
import * as tls from 'node:tls'
import type { NetworkVariables } from './proxy.ts'
import { UsageError } from './usage-error.ts'

/** Where Debian, Red Hat, SUSE and Alpine keep the authorities their administrators trust. */
const usualBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

/**
 * Whom the terminal trusts, as PEM: Node's own list, this computer's, and what NODE_EXTRA_CA_CERTS adds.
 * Before Node 22.15 the stores of Windows and macOS cannot be read: there the last one helps.
 */
export function trustedAuthorities(variables: NetworkVariables): string[] {
  const extra = variables['NODE_EXTRA_CA_CERTS'] || null
  return [
    ...tls.rootCertificates,
    ...systemAuthorities(variables),
    ...(extra === null ? [] : [readBundle('NODE_EXTRA_CA_CERTS', extra)]),
  ]
}

function systemAuthorities(variables: NetworkVariables): string[] {
  const named = variables['SSL_CERT_FILE'] || null
  if (named !== null) return [readBundle('SSL_CERT_FILE', named)]
  // Node has had it since 22.15; its types do not know that there was a time before.
  if ('getCACertificates' in tls) return tls.getCACertificates('system')
  const bundle = usualBundles.find((file) => existsSync(file))
  return bundle === undefined ? [] : [readFileSync(bundle, 'utf8')]
}

function readBundle(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new UsageError('no-authorities', { name: variable, file })
  }
}
