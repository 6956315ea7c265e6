/**
 * What seals the registry's data key: the operating system's key store, a key file that only this
 * account can read (the terminal), or nothing that lasts (the demo).
 */
export interface Secrets {
  readonly kind: 'operating-system' | 'account-file' | 'memory'
  available(): Promise<boolean>
  seal(bytes: Uint8Array): Promise<Uint8Array>
  /** Throws when `sealed` was not made by the same keeper. */
  open(sealed: Uint8Array): Promise<Uint8Array>
}
