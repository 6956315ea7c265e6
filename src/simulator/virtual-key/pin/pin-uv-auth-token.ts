import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import type { PinProtocol } from './pin-protocol.ts'

/** The permissions a token can carry (section 6.5.5.7). */
export const Permission = Object.freeze({
  makeCredential: 0x01,
  getAssertion: 0x02,
  credentialManagement: 0x04,
  bioEnrollment: 0x08,
  largeBlobWrite: 0x10,
  authenticatorConfig: 0x20,
})

export interface TokenGrant {
  readonly permissions: number
  readonly rpId: string | undefined
  /** Tokens of FIDO_2_0 serve until the power goes; later ones lose their rights with each touch. */
  readonly isSpentByTouch: boolean
  /** Whether the user touched the key to get it, so that the next command need not ask again. */
  readonly isUserPresent?: boolean
}

const FIRST_USE_WITHIN_MS = 30_000
const LONGEST_USE_MS = 600_000

/** A token in use (section 6.5.2.1): what it may do, for which relying party, and until when. */
export class PinUvAuthToken {
  readonly bytes: Uint8Array
  readonly protocol: PinProtocol
  rpId: string | undefined
  #permissions: number
  #isUsed = false
  #isUserPresent: boolean
  readonly #isSpentByTouch: boolean
  readonly #clock: Clock
  readonly #issuedAtMs: number

  constructor(protocol: PinProtocol, grant: TokenGrant, random: Random, clock: Clock) {
    this.bytes = random(32)
    this.protocol = protocol
    this.rpId = grant.rpId
    this.#permissions = grant.permissions
    this.#isSpentByTouch = grant.isSpentByTouch
    this.#isUserPresent = grant.isUserPresent ?? false
    this.#clock = clock
    this.#issuedAtMs = clock.now()
  }

  /** Whether this token made the signature; noticing also that its time has run out. */
  verify(protocol: PinProtocol, message: Uint8Array, signature: Uint8Array): boolean {
    if (protocol.id !== this.protocol.id || this.#isExpired()) return false
    const isGenuine = protocol.verify(this.bytes, message, signature)
    this.#isUsed ||= isGenuine
    return isGenuine
  }

  permits(permission: number): boolean {
    return (this.#permissions & permission) !== 0
  }

  /** Whether the touch that got this token is still fresh (section 6.5.2.1). */
  get isUserPresent(): boolean {
    return this.#isUserPresent && this.#clock.now() - this.#issuedAtMs <= FIRST_USE_WITHIN_MS
  }

  /** After a touch that signed: nothing is left but the right to write large blobs. */
  spend(): void {
    if (!this.#isSpentByTouch) return
    this.#isUserPresent = false
    this.#permissions &= Permission.largeBlobWrite
  }

  #isExpired(): boolean {
    if (!this.#isSpentByTouch) return false
    const ageMs = this.#clock.now() - this.#issuedAtMs
    return ageMs > LONGEST_USE_MS || (!this.#isUsed && ageMs > FIRST_USE_WITHIN_MS)
  }
}
