/** CTAPHID commands (section 11.2.9), without the bit that marks an initial packet. */
export const HidCommand = Object.freeze({
  ping: 0x01,
  msg: 0x03,
  lock: 0x04,
  init: 0x06,
  wink: 0x08,
  cbor: 0x10,
  cancel: 0x11,
  keepalive: 0x3b,
  error: 0x3f,
  /** YubiKeys: one page of device information. */
  yubiKeyInfo: 0x42,
})

/** What CTAPHID_ERROR can say (section 11.2.9.1.6). */
export const HidError = Object.freeze({
  invalidCommand: 0x01,
  invalidParameter: 0x02,
  invalidLength: 0x03,
  invalidSequence: 0x04,
  messageTimeout: 0x05,
  channelBusy: 0x06,
  invalidChannel: 0x0b,
  other: 0x7f,
})
export type HidError = (typeof HidError)[keyof typeof HidError]

/** What CTAPHID_KEEPALIVE can say (section 11.2.9.2.1). */
export const KeepaliveStatus = Object.freeze({ processing: 1, userPresenceNeeded: 2 })

/** Capability bits in the answer to INIT (section 11.2.9.1.3). */
export const Capability = Object.freeze({ wink: 0x01, cbor: 0x04, noMessages: 0x08 })
