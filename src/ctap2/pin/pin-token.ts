import { openSealedState } from './sealed-state.ts'
import type { Permission } from './permissions.ts'
import type { PinUvAuthProtocol } from './pin-protocol.ts'

/** A pinUvAuthToken: proof that the user was verified, for some uses, some time (CTAP 2.2 §6.5.2). */
export class PinToken {
  readonly protocol: number
  /** What was asked for; a key of CTAP 2.0 grants makeCredential and getAssertion whatever is asked. */
  readonly permissions: readonly Permission[]
  readonly rpId: string | null
  readonly #pinUvAuthProtocol: PinUvAuthProtocol
  readonly #token: Uint8Array
  #isDisposed = false

  constructor(
    pinUvAuthProtocol: PinUvAuthProtocol,
    token: Uint8Array,
    permissions: readonly Permission[],
    rpId: string | null,
  ) {
    this.protocol = pinUvAuthProtocol.version
    this.permissions = permissions
    this.rpId = rpId
    this.#pinUvAuthProtocol = pinUvAuthProtocol
    this.#token = token
  }

  /** The pinUvAuthParam of a message, by the token's own protocol (CTAP 2.2 §6.5.4 authenticate). */
  authenticate(message: Uint8Array): Uint8Array {
    if (this.#isDisposed) throw new Error('the pinUvAuthToken has been disposed of')
    return this.#pinUvAuthProtocol.authenticate(this.#token, message)
  }

  /** Whether it was asked for with this permission. */
  permits(permission: Permission): boolean {
    return this.permissions.includes(permission)
  }

  /**
   * Opens encIdentifier or encCredStoreState of getInfo; only a token with the permission
   * persistentCredentialManagementReadOnly does (CTAP 2.3 §6.4). 16 bytes; null when it cannot.
   */
  openSealedState(
    name: 'encIdentifier' | 'encCredStoreState',
    sealed: Uint8Array,
  ): Uint8Array | null {
    return openSealedState(this.#token, name, sealed)
  }

  /** Zeroes the token; it can authenticate nothing any more. */
  dispose(): void {
    this.#isDisposed = true
    this.#token.fill(0)
  }
}
