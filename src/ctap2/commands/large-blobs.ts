import { createHash } from 'node:crypto'
import type { Authenticator } from '../authenticator.ts'
import { cborMap, type CborMap } from '../cbor.ts'
import { COMMAND } from '../command-codes.ts'
import { CtapStatusError, KeyProtocolError } from '../errors.ts'
import { bytes, Fields } from '../fields.ts'
import type { TransactOptions } from '../hid/budget.ts'
import { MAXIMUM_MESSAGE_SIZE } from '../hid/packet.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { CTAP_STATUS } from '../status.ts'

const REQUEST = Object.freeze({
  get: 0x01,
  set: 0x02,
  offset: 0x03,
  length: 0x04,
  pinUvAuthParam: 0x05,
  pinUvAuthProtocol: 0x06,
} as const)

const CONFIG = 0x01
const MESSAGE_OVERHEAD = 64
const TRAILER_SIZE = 16
const COMMAND_NAME = 'authenticatorLargeBlobs'
// The standard asks for 1024 bytes at least; a key that never comes to an end is stopped here.
const MAXIMUM_SIZE = 1 << 20
const EMPTY_ARRAY = new Uint8Array([0x80])

/**
 * Reads the serialized large-blob array, without its trailer (CTAP 2.2 §6.10.2). One that is damaged
 * counts as empty, as the standard has it; `isIntact` tells.
 */
export async function readLargeBlobArray(
  authenticator: Authenticator,
  options: TransactOptions = {},
): Promise<{ readonly array: Uint8Array; readonly isIntact: boolean }> {
  const chunkSize = fragmentSize(authenticator)
  const stored: number[] = []
  await authenticator.inSequence(async (sender) => {
    for (;;) {
      const parameters = cborMap([
        [REQUEST.get, chunkSize],
        [REQUEST.offset, stored.length],
      ])
      const answer = await sender.request(COMMAND.authenticatorLargeBlobs, parameters, options)
      const fragment = new Fields(COMMAND_NAME, answer).required(CONFIG, 'config', bytes)
      stored.push(...checkFragment(fragment, chunkSize, stored.length))
      if (fragment.length < chunkSize) return
    }
  })
  return withoutTrailer(new Uint8Array(stored))
}

/** Replaces the serialized large-blob array; the token needs largeBlobWrite (CTAP 2.2 §6.10.2). */
export async function writeLargeBlobArray(
  authenticator: Authenticator,
  array: Uint8Array,
  token: PinToken | null,
  options: TransactOptions = {},
): Promise<void> {
  const chunkSize = fragmentSize(authenticator)
  const serialized = new Uint8Array([...array, ...trailer(array)])
  const limit = authenticator.info.maxSerializedLargeBlobArray
  if (limit !== undefined && serialized.length > limit) {
    throw new CtapStatusError(COMMAND_NAME, CTAP_STATUS.CTAP2_ERR_LARGE_BLOB_STORAGE_FULL)
  }
  await authenticator.inSequence(async (sender) => {
    for (let offset = 0; offset < serialized.length; offset += chunkSize) {
      const fragment = serialized.subarray(offset, offset + chunkSize)
      const parameters = encodeSet(fragment, offset, serialized.length, token)
      await sender.send(COMMAND.authenticatorLargeBlobs, parameters, options)
    }
  })
}

function encodeSet(
  fragment: Uint8Array,
  offset: number,
  totalLength: number,
  token: PinToken | null,
): CborMap {
  return cborMap([
    [REQUEST.set, fragment],
    [REQUEST.offset, offset],
    // The length of the whole belongs to the first fragment only; keys refuse it later.
    [REQUEST.length, offset === 0 ? totalLength : undefined],
    [REQUEST.pinUvAuthParam, token?.authenticate(authenticatedMessage(fragment, offset))],
    [REQUEST.pinUvAuthProtocol, token?.protocol],
  ])
}

// 32 x 0xff || h'0c00' || uint32LittleEndian(offset) || SHA-256(fragment) (CTAP 2.2 §6.10.2).
function authenticatedMessage(fragment: Uint8Array, offset: number): Uint8Array {
  const message = new Uint8Array(32 + 2 + 4 + 32).fill(0xff, 0, 32)
  message[32] = COMMAND.authenticatorLargeBlobs
  new DataView(message.buffer).setUint32(34, offset, true)
  message.set(createHash('sha256').update(fragment).digest(), 38)
  return message
}

function fragmentSize(authenticator: Authenticator): number {
  const { info } = authenticator
  if (info.options['largeBlobs'] !== true) {
    throw new CtapStatusError(COMMAND_NAME, CTAP_STATUS.CTAP1_ERR_INVALID_COMMAND)
  }
  const messageSize = Math.min(info.maxMsgSize, MAXIMUM_MESSAGE_SIZE)
  return Math.max(messageSize, 2 * MESSAGE_OVERHEAD) - MESSAGE_OVERHEAD
}

function checkFragment(fragment: Uint8Array, chunkSize: number, received: number): Uint8Array {
  if (fragment.length <= chunkSize && received + fragment.length <= MAXIMUM_SIZE) return fragment
  throw new KeyProtocolError(COMMAND_NAME, 'config', 'is longer than was asked for')
}

function withoutTrailer(stored: Uint8Array): { array: Uint8Array; isIntact: boolean } {
  const array = stored.subarray(0, Math.max(0, stored.length - TRAILER_SIZE))
  const found = stored.subarray(array.length)
  const isIntact = array.length > 0 && Buffer.compare(found, trailer(array)) === 0
  return { array: isIntact ? array : EMPTY_ARRAY, isIntact }
}

function trailer(array: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(array).digest().subarray(0, TRAILER_SIZE))
}
