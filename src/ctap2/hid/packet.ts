/** Commands of CTAPHID, without the initialization bit (CTAP 2.2 §11.2.9). */
export const CTAPHID = Object.freeze({
  PING: 0x01,
  MSG: 0x03,
  LOCK: 0x04,
  INIT: 0x06,
  WINK: 0x08,
  CBOR: 0x10,
  CANCEL: 0x11,
  KEEPALIVE: 0x3b,
  ERROR: 0x3f,
  VENDOR_FIRST: 0x40,
  VENDOR_LAST: 0x7f,
} as const)

/** The channel on which channels are allocated (CTAP 2.2 §11.2.3). */
export const BROADCAST_CHANNEL = 0xffffffff

const PACKET_SIZE = 64
const INIT_HEADER = 7
const CONTINUATION_HEADER = 5
const INIT_DATA = PACKET_SIZE - INIT_HEADER
const CONTINUATION_DATA = PACKET_SIZE - CONTINUATION_HEADER
const LAST_SEQUENCE = 0x7f
const INIT_BIT = 0x80

/** The longest message CTAPHID can carry: 7609 bytes (CTAP 2.2 §11.2.4). */
export const MAXIMUM_MESSAGE_SIZE = INIT_DATA + (LAST_SEQUENCE + 1) * CONTINUATION_DATA

/** The first packet of a message (CTAP 2.2 §11.2.4). */
export interface InitializationPacket {
  readonly kind: 'initialization'
  readonly channelId: number
  /** Without the initialization bit. */
  readonly command: number
  /** Bytes of the whole message (BCNT). */
  readonly byteCount: number
  readonly data: Uint8Array
}

/** A further packet of a message, sequence 0 to 127 (CTAP 2.2 §11.2.4). */
export interface ContinuationPacket {
  readonly kind: 'continuation'
  readonly channelId: number
  readonly sequence: number
  readonly data: Uint8Array
}

/** One message as reports of 64 bytes; throws RangeError beyond 7609 bytes (CTAP 2.2 §11.2.4). */
export function encodeMessage(
  channelId: number,
  command: number,
  payload: Uint8Array,
): readonly Uint8Array[] {
  if (payload.length > MAXIMUM_MESSAGE_SIZE) {
    throw new RangeError(`a CTAPHID message carries ${MAXIMUM_MESSAGE_SIZE} bytes at most`)
  }
  const first = packet(channelId, command | INIT_BIT)
  new DataView(first.buffer).setUint16(5, payload.length)
  first.set(payload.subarray(0, INIT_DATA), INIT_HEADER)
  const packets = [first]
  for (let sent = INIT_DATA; sent < payload.length; sent += CONTINUATION_DATA) {
    const next = packet(channelId, packets.length - 1)
    next.set(payload.subarray(sent, sent + CONTINUATION_DATA), CONTINUATION_HEADER)
    packets.push(next)
  }
  return packets
}

function packet(channelId: number, commandOrSequence: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(PACKET_SIZE)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, channelId)
  view.setUint8(4, commandOrSequence)
  return bytes
}

/** What a report carries; null when it is too short for any packet (reports may be 8 to 64 bytes). */
export function parsePacket(report: Uint8Array): InitializationPacket | ContinuationPacket | null {
  if (report.length < INIT_HEADER) return null
  const view = new DataView(report.buffer, report.byteOffset, report.byteLength)
  const channelId = view.getUint32(0)
  const commandOrSequence = view.getUint8(4)
  if (commandOrSequence & INIT_BIT) {
    const command = commandOrSequence & ~INIT_BIT
    const data = report.subarray(INIT_HEADER, PACKET_SIZE)
    return { kind: 'initialization', channelId, command, byteCount: view.getUint16(5), data }
  }
  const data = report.subarray(CONTINUATION_HEADER, PACKET_SIZE)
  return { kind: 'continuation', channelId, sequence: commandOrSequence, data }
}

/** A message being put together from its packets; the caller has matched the channel. */
export class MessageAssembly {
  readonly command: number
  readonly payload: Uint8Array
  #received: number
  #nextSequence = 0

  /** Starts with the first packet; throws RangeError when it announces more than 7609 bytes. */
  constructor(first: InitializationPacket) {
    if (first.byteCount > MAXIMUM_MESSAGE_SIZE) {
      throw new RangeError(`announces ${first.byteCount} bytes`)
    }
    this.command = first.command
    this.payload = new Uint8Array(first.byteCount)
    this.#received = 0
    this.#take(first.data)
  }

  get isComplete(): boolean {
    return this.#received === this.payload.length
  }

  /** Adds the next packet; throws RangeError when its sequence number is not the next one. */
  add(next: ContinuationPacket): void {
    if (next.sequence !== this.#nextSequence) {
      throw new RangeError(`has packet ${next.sequence} in place of ${this.#nextSequence}`)
    }
    this.#nextSequence += 1
    this.#take(next.data)
  }

  #take(data: Uint8Array): void {
    const part = data.subarray(0, this.payload.length - this.#received)
    this.payload.set(part, this.#received)
    this.#received += part.length
  }
}
