import { createHash, X509Certificate } from 'node:crypto'
import { decodeText } from '../system/read-text-file.ts'
import { faultOf, TrustError, type TrustProblem } from './trust-error.ts'
import type { TrustFolder } from './trust-folder.ts'

/** A certificate the station's owner trusts to vouch for keys of any model, or for metadata. */
export interface TrustedRoot {
  /** Of its DER, in hexadecimal. */
  readonly sha256: string
  /** One attribute a line, as OpenSSL writes them. */
  readonly subject: string
  /** ISO 8601. */
  readonly validTo: string
  readonly certificate: X509Certificate
}

/** The most a file of roots may have, in bytes. */
export const MOST_ROOT_BYTES = 1024 * 1024

/** Whose word is taken: for keys of any model, or for who signs metadata. */
export type RootPurpose = 'keys' | 'metadata'

const FOLDERS: Readonly<Record<RootPurpose, string>> = Object.freeze({
  keys: 'roots',
  metadata: 'metadata-roots',
})
const CERTIFICATE_BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** The certificates of a PEM bundle, or the one of a DER file. Throws a TrustError. */
function parseRootFile(bytes: Uint8Array): TrustedRoot[] {
  const text = decodeText(bytes) ?? Buffer.from(bytes).toString('latin1')
  const blocks = text.match(CERTIFICATE_BLOCK)
  try {
    return (blocks ?? [bytes]).map((each) => describeRoot(new X509Certificate(each)))
  } catch (error) {
    throw new TrustError('no-certificate', { cause: error })
  }
}

/** Those of DER certificates that are any: metadata has had others, and they vouch for nothing. */
export function parseDer(list: readonly Uint8Array[]): X509Certificate[] {
  return list.flatMap((der) => {
    try {
      return [new X509Certificate(der)]
    } catch {
      return []
    }
  })
}

/** Keeps each certificate of a file by itself, and nothing else that stands in it. */
export async function writeRoots(
  folder: TrustFolder,
  purpose: RootPurpose,
  bytes: Uint8Array,
): Promise<TrustedRoot[]> {
  const roots = parseRootFile(bytes)
  for (const { sha256, certificate } of roots) {
    await folder.write(`${FOLDERS[purpose]}/${sha256}.pem`, Buffer.from(certificate.toString()))
  }
  return roots
}

/** The roots of one purpose in the folder, and which of its files hold none. */
export async function readRoots(
  folder: TrustFolder,
  purpose: RootPurpose,
): Promise<{ readonly roots: TrustedRoot[]; readonly problems: TrustProblem[] }> {
  const roots: TrustedRoot[] = []
  const problems: TrustProblem[] = []
  for (const file of await listRootFiles(folder, FOLDERS[purpose], problems)) {
    try {
      roots.push(...parseRootFile((await folder.read(file)) ?? new Uint8Array()))
    } catch (error) {
      problems.push({ file, reason: faultOf(error) })
    }
  }
  return { roots, problems }
}

async function listRootFiles(
  folder: TrustFolder,
  below: string,
  problems: TrustProblem[],
): Promise<string[]> {
  try {
    const names = (await folder.list(below)).filter((name) => /\.(pem|crt|cer|der)$/i.test(name))
    return names.map((name) => `${below}/${name}`)
  } catch (error) {
    problems.push({ file: below, reason: faultOf(error) })
    return []
  }
}

/** What there is to say of a root. */
export function describeRoot(certificate: X509Certificate): TrustedRoot {
  return {
    sha256: createHash('sha256').update(certificate.raw).digest('hex'),
    subject: certificate.subject,
    validTo: new Date(certificate.validTo).toISOString(),
    certificate,
  }
}
