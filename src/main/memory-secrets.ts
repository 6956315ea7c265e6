import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Secrets } from './secrets-port.ts'

const ivLength = 12
const tagLength = 16

/**
 * Seals with AES-256-GCM under a key that lives as long as this object and is written nowhere: for the
 * demo, which must leave nothing behind. What it sealed can never be opened by another.
 */
export function createMemorySecrets(): Secrets {
  const key = randomBytes(32)
  return {
    kind: 'memory',
    available: () => Promise.resolve(true),
    async seal(bytes) {
      const iv = randomBytes(ivLength)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
      return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), sealed]))
    },
    async open(sealed) {
      const [iv, rest] = [sealed.subarray(0, ivLength), sealed.subarray(ivLength)]
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength })
      decipher.setAuthTag(rest.subarray(0, tagLength))
      const bytes = [decipher.update(rest.subarray(tagLength)), decipher.final()]
      return new Uint8Array(Buffer.concat(bytes))
    },
  }
}
