/** The credential a factor holds once it is ACTIVE. */
export interface StoredCredential {
  /** base64url */
  readonly id: string
  readonly publicKey: Uint8Array<ArrayBuffer>
  /** Lower-case UUID. */
  readonly aaguid: string
  readonly format: string
  readonly userVerified: boolean
  readonly backupEligible: boolean
  signCount: number
}

/** A challenge that can be answered once, until `expiresAt` (epoch ms). */
export interface Challenge {
  readonly value: string
  readonly expiresAt: number
}

/** A WebAuthn factor of a user. `host` is the one it was enrolled at: it decides the rp id. */
export interface StoredFactor {
  readonly id: string
  readonly userId: string
  /** INACTIVE: suspended, with its credential. */
  status: 'PENDING_ACTIVATION' | 'ACTIVE' | 'INACTIVE'
  readonly host: string
  readonly rpId: string
  readonly created: number
  lastUpdated: number
  /** Open challenge of the activation or, later, of a verification; null when none is. */
  challenge: Challenge | null
  credential: StoredCredential | null
  origin: string | null
  authenticatorName: string | null
}
