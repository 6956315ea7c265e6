import { createHash } from 'node:crypto'
import type { AuthenticatorInfo } from '../authenticator-info.ts'

/**
 * A name for a kind of key, from what no PIN, credential or reset changes in getInfo: SHA-256 in
 * hexadecimal. Keys of one model and firmware share it.
 */
export function fingerprintOf(info: AuthenticatorInfo): string {
  const stable = [
    info.aaguid,
    [...info.extensions].sort(),
    Object.keys(info.options).sort(),
    info.maxMsgSize,
    info.pinUvAuthProtocols,
    info.maxCredentialCountInList ?? null,
    info.maxCredentialIdLength ?? null,
    info.algorithms?.map(({ alg }) => alg) ?? null,
    info.maxCredBlobLength ?? null,
    info.firmwareVersion?.toString() ?? null,
  ]
  return createHash('sha256').update(JSON.stringify(stable)).digest('hex')
}
