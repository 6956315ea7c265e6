import { Authenticator } from './authenticator.ts'
import { systemClock, type Clock } from './clock.ts'
import type { KeyMemory } from './memory.ts'
import { fullProfile, type KeyProfile } from './profile.ts'
import { seededRandom, systemRandom, type Random } from './random.ts'
import { TouchPad, type TouchPolicy } from './touch-pad.ts'

/** What a virtual key is made from; without any of it, a full one that is touched at once. */
export interface VirtualKeyOptions {
  /** What differs from `fullProfile`. */
  readonly profile?: Partial<KeyProfile>
  /** How touches come; `now` unless said otherwise. */
  readonly touch?: TouchPolicy
  readonly touchTimeoutMs?: number
  /** How long after power came a reset is allowed; Infinity for always. */
  readonly resetWindowMs?: number
  /** How long a message may lack a packet. */
  readonly messageTimeoutMs?: number
  /** Channels given before a power cycle live on, as in simulators that reboot in place. */
  readonly keepsChannels?: boolean
  readonly clock?: Clock
  readonly random?: Random
  /** Makes every byte of a run repeatable; instead of `random`. */
  readonly seed?: string
  /** What a key remembered before, from `memory`. */
  readonly memory?: KeyMemory
  /** The private key of the attestation batch: 32 bytes, a scalar of P-256. */
  readonly attestationSecret?: Uint8Array
}

/** The authenticator these options ask for; the callback hears when it begins or ends to wait for a touch. */
export function createAuthenticator(
  options: VirtualKeyOptions,
  onTouchAwaited: (isAwaited: boolean) => void,
): Authenticator {
  const { touch = 'now', touchTimeoutMs = 30_000, clock = systemClock, seed } = options
  const parts = {
    profile: { ...fullProfile, ...options.profile },
    clock,
    random: options.random ?? (seed === undefined ? systemRandom : seededRandom(seed)),
    touchPad: new TouchPad(touch, touchTimeoutMs, clock, onTouchAwaited),
    isRepeatable: seed !== undefined,
    resetWindowMs: options.resetWindowMs ?? 10_000,
    attestationSecret: options.attestationSecret,
  }
  return new Authenticator(parts, options.memory)
}
