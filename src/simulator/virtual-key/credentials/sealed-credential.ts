import { createCipheriv, createDecipheriv } from 'node:crypto'
import { concat, plain, utf8 } from '../bytes.ts'
import type { SigningKey } from '../crypto/signing-key.ts'
import { hmacSha256 } from '../pin/pin-protocol.ts'
import type { Random } from '../random.ts'
import type { Credential, CredProtect } from './credential.ts'

const NONCE_LENGTH = 12
const TAG_LENGTH = 16
/** The nonce, one byte each for algorithm and credProtect, the secret, the tag. */
export const SEALED_LENGTH = NONCE_LENGTH + 2 + 32 + TAG_LENGTH

/**
 * A credential the key does not remember: its id holds the private key, encrypted under a secret that
 * a reset replaces, and bound to its relying party.
 */
export function sealCredential(
  master: Uint8Array,
  rpIdHash: Uint8Array,
  { key, credProtect }: { key: SigningKey; credProtect: CredProtect },
  random: Random,
): Credential {
  const nonce = random(NONCE_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(master), nonce).setAAD(rpIdHash)
  const content = concat(Uint8Array.of(-key.algorithm, credProtect), key.secret)
  const sealed = concat(nonce, cipher.update(content), cipher.final(), cipher.getAuthTag())
  return { id: sealed, key, credProtect }
}

/** The credential in this id, or undefined when the id is not of this key or this relying party. */
export function openCredential(
  master: Uint8Array,
  rpIdHash: Uint8Array,
  id: Uint8Array,
): Credential | undefined {
  if (id.length !== SEALED_LENGTH) return undefined
  const nonce = id.subarray(0, NONCE_LENGTH)
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(master), nonce).setAAD(rpIdHash)
  decipher.setAuthTag(id.subarray(-TAG_LENGTH))
  try {
    const body = id.subarray(NONCE_LENGTH, -TAG_LENGTH)
    return credentialFrom(id, concat(decipher.update(body), decipher.final()))
  } catch {
    return undefined
  }
}

function credentialFrom(id: Uint8Array, content: Uint8Array): Credential {
  const algorithm = content[0] === 7 ? -7 : -8
  const credProtect = content[1] === 3 ? 3 : content[1] === 2 ? 2 : 1
  return { id: plain(id), key: { algorithm, secret: content.slice(2) }, credProtect }
}

const sealingKey = (master: Uint8Array): Uint8Array => hmacSha256(master, utf8('credential id'))
