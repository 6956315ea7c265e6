/**
 * Who seals: the operating system's key store, a key file that only this account can read (the terminal),
 * nothing that lasts (the demo), or the station's own key, which the first two keep.
 */
export type SecretsKind = KeeperKind | 'memory' | 'station'

/** Who may keep the station's own key: the window's key store, and the terminal's key file. */
export type KeeperKind = 'operating-system' | 'account-file'

/** What seals the registry's keys, and what the station keeps beside it. */
export interface Secrets {
  readonly kind: SecretsKind
  available(): Promise<boolean>
  seal(bytes: Uint8Array): Promise<Uint8Array>
  /** Throws when `sealed` was not made by the same keeper. */
  open(sealed: Uint8Array): Promise<Uint8Array>
  /** Whether `open` takes what another kind has sealed, as a station's key does of its keepers. */
  hasSealed?(kind: string): boolean
  /**
   * Opens nothing. Throws ProcedureError `terminal-not-admitted`, and `station-key-missing` where
   * something is sealed with a station's key that is not here.
   */
  demandAdmission?(isAnythingSealed: boolean): Promise<void>
}

/** A keeper of the station's own key. */
export interface Keeper extends Secrets {
  readonly kind: KeeperKind
}
