/** What the key tells of itself in CTAPHID_INIT (CTAP 2.2 §11.2.9.1.3). */
export interface DeviceIdentity {
  readonly protocolVersion: number
  readonly deviceVersion: { readonly major: number; readonly minor: number; readonly build: number }
  readonly capabilities: Capabilities
}

/** Capability flags of CTAPHID_INIT (CTAP 2.2 §11.2.9.1.3). */
export interface Capabilities {
  readonly flags: number
  readonly wink: boolean
  /** The key speaks CTAP2 (CAPABILITY_CBOR). */
  readonly cbor: boolean
  /** The key speaks no U2F (CAPABILITY_NMSG). */
  readonly nmsg: boolean
}

/** The shortest answer to CTAPHID_INIT; longer ones are answers of later versions. */
export const INIT_ANSWER_SIZE = 17

/** Reads an answer to CTAPHID_INIT of at least 17 bytes. */
export function readIdentity(answer: Uint8Array): DeviceIdentity {
  const [protocolVersion = 0, major = 0, minor = 0, build = 0, flags = 0] = answer.subarray(12)
  const capabilities = {
    flags,
    wink: (flags & 0x01) !== 0,
    cbor: (flags & 0x04) !== 0,
    nmsg: (flags & 0x08) !== 0,
  }
  return { protocolVersion, deviceVersion: { major, minor, build }, capabilities }
}
