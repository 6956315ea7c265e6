import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const mark = Buffer.from('eh1')
const ivLength = 12
const tagLength = 16

/**
 * Electron's `safeStorage` as it is without a keyring: reversible by whoever reads the key file beside the data, and
 * honest about it, for its backend is called `basic_text`. Only the asynchronous half of the interface.
 */
export function makeSafeStorage(app) {
  function key() {
    const file = path.join(app.getPath('userData'), 'electron-host.key')
    if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(32), { mode: 0o600 })
    return fs.readFileSync(file)
  }

  return {
    getSelectedStorageBackend: () => (app.isReady() ? 'basic_text' : 'unknown'),
    isAsyncEncryptionAvailable: async () => app.isReady(),

    async encryptStringAsync(text) {
      const iv = randomBytes(ivLength)
      const cipher = createCipheriv('aes-256-gcm', key(), iv)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([mark, iv, cipher.getAuthTag(), sealed])
    },

    async decryptStringAsync(bytes) {
      const sealed = Buffer.from(bytes)
      const ivEnd = mark.length + ivLength
      const tagEnd = ivEnd + tagLength
      if (!sealed.subarray(0, mark.length).equals(mark)) {
        throw new Error('Error while decrypting the ciphertext provided to safeStorage')
      }
      const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(mark.length, ivEnd))
      decipher.setAuthTag(sealed.subarray(ivEnd, tagEnd))
      const text = Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()])
      return { shouldReEncrypt: false, result: text.toString('utf8') }
    },
  }
}
