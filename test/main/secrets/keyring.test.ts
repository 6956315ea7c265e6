import { describe, expect, test } from 'vitest'
import { createKeyringSecrets, type Keyring } from '../../../src/main/secrets/keyring.ts'

type Backend = ReturnType<Keyring['getSelectedStorageBackend']>

/** Stands in for safeStorage: seals by turning the text around. */
function keyring(backend: Backend, isAvailable = true): Keyring {
  const turn = (text: string): string => String.fromCharCode(...Buffer.from(text).toReversed())
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(isAvailable),
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: (text) => Promise.resolve(Buffer.from(turn(text))),
    decryptStringAsync: (sealed) =>
      Promise.resolve({ shouldReEncrypt: false, result: turn(sealed.toString()) }),
  }
}

const bytes = new Uint8Array([0, 1, 127, 128, 255])

describe('the operating system’s key store', () => {
  test.each<[Backend, string]>([
    ['gnome_libsecret', 'linux'],
    ['kwallet6', 'linux'],
    ['unknown', 'darwin'],
    ['unknown', 'win32'],
  ])('%s on %s seals bytes and opens them again', async (backend, platform) => {
    const secrets = createKeyringSecrets(keyring(backend), platform)
    expect(await secrets.available()).toBe(true)
    const sealed = await secrets.seal(bytes)
    expect(sealed).not.toEqual(bytes)
    expect(await secrets.open(sealed)).toEqual(bytes)
  })

  test.each<Backend>(['basic_text', 'unknown'])(
    'on Linux %s is no key store: nothing is sealed or opened with it',
    async (backend) => {
      const secrets = createKeyringSecrets(keyring(backend), 'linux')
      expect(await secrets.available()).toBe(false)
      await expect(secrets.seal(bytes)).rejects.toThrow('no key store')
      await expect(secrets.open(bytes)).rejects.toThrow('no key store')
    },
  )

  test('one that is locked is not available', async () => {
    const secrets = createKeyringSecrets(keyring('gnome_libsecret', false), 'linux')
    expect(await secrets.available()).toBe(false)
    await expect(secrets.seal(bytes)).rejects.toThrow('no key store')
  })
})
