import type { SafeStorage } from 'electron'
import { terminalKeyIn } from '../system/data-directory.ts'
import { createAccountFileSecrets } from './key-file.ts'
import type { Keeper } from './secrets.ts'
import { StationSecrets } from './station-secrets.ts'

/** What is used of Electron's safeStorage: its asynchronous half, for the other one is going away. */
export type Keyring = Pick<
  SafeStorage,
  | 'isAsyncEncryptionAvailable'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
  | 'getSelectedStorageBackend'
>

/** The window's at its station. Where the terminal began that, its key file lets the window in. */
export function createWindowSecrets(
  dataDirectory: string,
  keyring: Keyring,
  platform: string,
): StationSecrets {
  const keyFile = createAccountFileSecrets(terminalKeyIn(dataDirectory))
  return new StationSecrets(dataDirectory, createKeyringSecrets(keyring, platform), [keyFile])
}

/**
 * Seals with the operating system's key store: Keychain, DPAPI, libsecret or KWallet. Where Linux has
 * none, Electron would seal with a key that everybody knows and call it `basic_text`; that counts as
 * no key store, and sealing is refused.
 */
export function createKeyringSecrets(keyring: Keyring, platform: string): Keeper {
  async function available(): Promise<boolean> {
    if (platform === 'linux' && isWithoutKeyring(keyring)) return false
    return keyring.isAsyncEncryptionAvailable()
  }

  return {
    kind: 'operating-system',
    available,
    async seal(bytes) {
      if (!(await available())) throw new Error('There is no key store to seal with')
      const text = Buffer.from(bytes).toString('base64')
      return new Uint8Array(await keyring.encryptStringAsync(text))
    },
    async open(sealed) {
      if (!(await available())) throw new Error('There is no key store to open with')
      const { result } = await keyring.decryptStringAsync(Buffer.from(sealed))
      return new Uint8Array(Buffer.from(result, 'base64'))
    },
  }
}

function isWithoutKeyring(keyring: Keyring): boolean {
  return ['basic_text', 'unknown'].includes(keyring.getSelectedStorageBackend())
}
