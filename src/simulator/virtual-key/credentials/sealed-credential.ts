import { createCipheriv, createDecipheriv } from 'node:crypto'
import { concat, plain, readUint32, uint32, utf8 } from '../bytes.ts'
import { hmacSha256 } from '../crypto/hmac.ts'
import type { Random } from '../random.ts'
import type { Credential } from './credential.ts'

const NONCE_LENGTH = 12
const TAG_LENGTH = 16
/** One byte each for algorithm and credProtect, four for when it was made, the secret. */
const CONTENT_LENGTH = 1 + 1 + 4 + 32
const SEALED_LENGTH = NONCE_LENGTH + CONTENT_LENGTH + TAG_LENGTH

/**
 * A credential the key does not remember: its id holds the private key, encrypted under a secret that
 * a reset replaces, and bound to its relying party.
 */
export function sealCredential(
  master: Uint8Array,
  rpIdHash: Uint8Array,
  content: Omit<Credential, 'id'>,
  random: Random,
): Credential {
  const nonce = random(NONCE_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(master), nonce).setAAD(rpIdHash)
  const { key, credProtect, madeAt } = content
  const head = Uint8Array.of(-key.algorithm, credProtect)
  const body = cipher.update(concat(head, uint32(madeAt), key.secret))
  return { ...content, id: concat(nonce, body, cipher.final(), cipher.getAuthTag()) }
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
  const key = { algorithm, secret: content.slice(6) } as const
  return { id: plain(id), key, credProtect, madeAt: readUint32(content, 2) }
}

const sealingKey = (master: Uint8Array): Uint8Array => hmacSha256(master, utf8('credential id'))
