import type { CborMap } from './cbor/value.ts'
import type { Clock } from './clock.ts'
import type { StoredCredential } from './credentials/credential.ts'
import { blankMemory, type KeyMemory } from './memory.ts'
import type { PinUvAuthToken } from './pin/pin-uv-auth-token.ts'
import { PinProtocol } from './pin/pin-protocol.ts'
import { protocolOne } from './pin/protocol-one.ts'
import { protocolTwo } from './pin/protocol-two.ts'
import type { KeyProfile } from './profile.ts'
import type { Random } from './random.ts'
import { refuse, Status } from './status.ts'
import type { TouchPad, TouchRequest } from './touch-pad.ts'

/** One command's run, as the transport lets the command see it. */
export interface Transaction extends TouchRequest {
  readonly channel: number
}

/** Answers of a command that come one by one, each asked for by the next command. */
export interface Sequence {
  readonly name: 'assertions' | 'relying parties' | 'credentials' | 'large blobs'
  readonly channel: number
  readonly startedAtMs: number
  readonly next: (parameters: CborMap) => CborMap
}

/** What the key remembers only while it has power. */
export interface Power {
  readonly sinceMs: number
  readonly protocols: ReadonlyMap<number, PinProtocol>
  token: PinUvAuthToken | undefined
  /** Wrong PINs in a row since power came. */
  pinFailures: number
  /** A fingerprint on its way in. */
  enrollment: Enrollment | undefined
  readonly sequences: Map<Sequence['name'], Sequence>
}

export interface Enrollment {
  readonly templateId: Uint8Array
  readonly remainingSamples: number
}

export interface AuthenticatorParts {
  readonly profile: KeyProfile
  readonly clock: Clock
  readonly random: Random
  readonly touchPad: TouchPad
  /** Whether equal runs shall give equal signatures. */
  readonly isRepeatable: boolean
  readonly resetWindowMs: number
  /** The batch key's scalar, when not the built-in one. */
  readonly attestationSecret: Uint8Array | undefined
}

/** The time a sequence of answers may take (section 6.3). */
const SEQUENCE_LIMIT_MS = 30_000

/** The state of one authenticator, and what all its commands share. */
export class Authenticator {
  readonly profile: KeyProfile
  readonly clock: Clock
  readonly random: Random
  readonly touchPad: TouchPad
  readonly isRepeatable: boolean
  readonly resetWindowMs: number
  readonly attestationSecret: Uint8Array | undefined
  memory: KeyMemory
  power: Power

  constructor(parts: AuthenticatorParts, memory?: KeyMemory) {
    this.profile = parts.profile
    this.clock = parts.clock
    this.random = parts.random
    this.touchPad = parts.touchPad
    this.isRepeatable = parts.isRepeatable
    this.resetWindowMs = parts.resetWindowMs
    this.attestationSecret = parts.attestationSecret
    this.memory = memory ?? blankMemory(parts.random)
    this.power = this.#freshPower()
  }

  cyclePower(): void {
    this.power = this.#freshPower()
  }

  /** Back to the state it left the factory in; the time since power came runs on. */
  erase(): void {
    this.memory = blankMemory(this.random)
    this.power = { ...this.#freshPower(), sinceMs: this.power.sinceMs }
  }

  protocol(id: number): PinProtocol {
    return this.power.protocols.get(id) ?? refuse(Status.invalidParameter)
  }

  /** The signature counter of this signature. */
  count(): number {
    this.memory.signCount += 1
    return this.memory.signCount
  }

  credentialsOf(rpId: string): readonly StoredCredential[] {
    return this.memory.credentials.filter((credential) => credential.rpId === rpId)
  }

  /** Whether the key can verify its user by fingerprint now. */
  get hasEnrolledFingers(): boolean {
    return this.profile.hasFingerprintSensor && this.memory.fingerprints.length > 0
  }

  get remainingCredentials(): number {
    return Math.max(0, this.profile.credentialCapacity - this.memory.credentials.length)
  }

  begin(name: Sequence['name'], channel: number, next: Sequence['next']): void {
    this.power.sequences.set(name, { channel, startedAtMs: this.clock.now(), name, next })
  }

  /** The sequence this command goes on with; CTAP2_ERR_NOT_ALLOWED when there is none. */
  resume(name: Sequence['name'], channel: number): Sequence {
    const sequence = this.power.sequences.get(name)
    if (sequence?.channel !== channel) refuse(Status.notAllowed)
    if (this.clock.now() - sequence.startedAtMs > SEQUENCE_LIMIT_MS) refuse(Status.notAllowed)
    this.begin(name, channel, sequence.next)
    return sequence
  }

  /** Ends the sequences that the command about to run does not go on with. */
  keepSequences(names: readonly Sequence['name'][]): void {
    for (const name of this.power.sequences.keys())
      if (!names.includes(name)) this.power.sequences.delete(name)
  }

  #freshPower(): Power {
    const rules = [protocolOne, protocolTwo].filter(({ id }) =>
      this.profile.pinProtocols.includes(id),
    )
    return {
      sinceMs: this.clock.now(),
      protocols: new Map(rules.map((each) => [each.id, new PinProtocol(each, this.random)])),
      token: undefined,
      pinFailures: 0,
      enrollment: undefined,
      sequences: new Map(),
    }
  }
}
