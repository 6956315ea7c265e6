import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const ivLength = 12
const tagLength = 16

/** Seals with AES-256-GCM under a 32-byte key: iv, ciphertext, tag. */
export function sealBytes(
  key: Uint8Array,
  plain: Uint8Array,
  additionalData: Uint8Array = new Uint8Array(),
): Uint8Array {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(additionalData)
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Opens what sealBytes made; the caller zeroes it. Throws when it was changed or moved. */
export function openBytes(
  key: Uint8Array,
  sealed: Uint8Array,
  additionalData: Uint8Array = new Uint8Array(),
): Uint8Array {
  const tagAt = sealed.length - tagLength
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivLength))
    .setAAD(additionalData)
    .setAuthTag(sealed.subarray(tagAt))
  const plain = decipher.update(sealed.subarray(ivLength, tagAt))
  try {
    decipher.final()
    return plain
  } catch (error) {
    plain.fill(0)
    throw error
  }
}
