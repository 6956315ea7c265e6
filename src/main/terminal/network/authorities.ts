import { existsSync } from 'node:fs'
import * as tls from 'node:tls'
import { readTextFile, TextFileError } from '../../system/read-text-file.ts'
import { UsageError } from '../usage-error.ts'
import type { NetworkVariables } from './proxy.ts'

/** Where Debian, Red Hat, SUSE and Alpine keep the authorities their administrators trust. */
const usualBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

/** Thousands of authorities: no computer trusts so many. */
const mostBundleBytes = 16 * 1024 * 1024

/**
 * Whom the terminal trusts, as PEM: Node's own list, this computer's, and what NODE_EXTRA_CA_CERTS adds.
 * Before Node 22.15 the stores of Windows and macOS cannot be read: there the last one helps. Throws a
 * UsageError for a variable that names no such file, a TextFileError for this computer's own.
 */
export async function trustedAuthorities(variables: NetworkVariables): Promise<string[]> {
  const extra = variables['NODE_EXTRA_CA_CERTS'] || null
  return [
    ...tls.rootCertificates,
    ...(await systemAuthorities(variables)),
    ...(extra === null ? [] : [await readNamed('NODE_EXTRA_CA_CERTS', extra)]),
  ]
}

async function systemAuthorities(variables: NetworkVariables): Promise<string[]> {
  const named = variables['SSL_CERT_FILE'] || null
  if (named !== null) return [await readNamed('SSL_CERT_FILE', named)]
  // Node has had it since 22.15; its types do not know that there was a time before.
  if ('getCACertificates' in tls) return tls.getCACertificates('system')
  const bundle = usualBundles.find((file) => existsSync(file))
  return bundle === undefined ? [] : [await readTextFile(bundle, mostBundleBytes)]
}

async function readNamed(name: string, file: string): Promise<string> {
  try {
    return await readTextFile(file, mostBundleBytes)
  } catch (error) {
    if (error instanceof TextFileError) throw new UsageError('no-authorities', { name, file })
    throw error
  }
}
