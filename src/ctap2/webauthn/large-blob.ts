import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { cborMap, CborError, encodeCbor, isCborMap, type CborMap } from '../cbor.ts'
import { decodeCbor } from '../cbor-reader.ts'
import { KeyProtocolError } from '../errors.ts'
import { bytes, bytesOf, Fields, unsigned } from '../fields.ts'

/** One entry of a large-blob array, sealed for one credential (CTAP 2.2 §6.10.3). */
export interface LargeBlobEntry {
  /** AES-256-GCM ciphertext with its tag. */
  readonly ciphertext: Uint8Array
  readonly nonce: Uint8Array
  /** Bytes before compression. */
  readonly origSize: number
}

const ENTRY = Object.freeze({ ciphertext: 0x01, nonce: 0x02, origSize: 0x03 } as const)
const NONCE_SIZE = 12
const TAG_SIZE = 16
// Compression could make much of little: no entry of a key's few kilobytes is larger than this.
const MAXIMUM_ORIG_SIZE = 1 << 20

/** Reads a large-blob array; entries of other shapes are skipped, as the standard has it (§6.10.3). */
export function parseLargeBlobArray(array: Uint8Array): readonly LargeBlobEntry[] {
  const value = decode(array)
  if (!Array.isArray(value)) throw fault('is not an array')
  return value.filter(isCborMap).flatMap(readEntry)
}

/** The large-blob array of these entries. */
export function encodeLargeBlobArray(entries: readonly LargeBlobEntry[]): Uint8Array {
  return encodeCbor(
    entries.map(({ ciphertext, nonce, origSize }) =>
      cborMap([
        [ENTRY.ciphertext, ciphertext],
        [ENTRY.nonce, nonce],
        [ENTRY.origSize, origSize],
      ]),
    ),
  )
}

/** Compresses and seals data with a credential's largeBlobKey of 32 bytes (CTAP 2.2 §6.10.3). */
export function sealLargeBlob(largeBlobKey: Uint8Array, data: Uint8Array): LargeBlobEntry {
  const nonce = new Uint8Array(randomBytes(NONCE_SIZE))
  const cipher = createCipheriv('aes-256-gcm', largeBlobKey, nonce)
  cipher.setAAD(associatedData(data.length))
  const sealed = [cipher.update(deflateRawSync(data)), cipher.final(), cipher.getAuthTag()]
  return { ciphertext: new Uint8Array(Buffer.concat(sealed)), nonce, origSize: data.length }
}

/** The data of an entry; null when it is not of this credential, or damaged (CTAP 2.2 §6.10.3). */
export function openLargeBlob(largeBlobKey: Uint8Array, entry: LargeBlobEntry): Uint8Array | null {
  const { ciphertext, nonce, origSize } = entry
  if (ciphertext.length < TAG_SIZE || origSize > MAXIMUM_ORIG_SIZE) return null
  const decipher = createDecipheriv('aes-256-gcm', largeBlobKey, nonce)
  decipher.setAAD(associatedData(origSize))
  decipher.setAuthTag(ciphertext.subarray(-TAG_SIZE))
  try {
    const compressed = decipher.update(ciphertext.subarray(0, -TAG_SIZE))
    decipher.final()
    const data = inflateRawSync(compressed, { maxOutputLength: origSize + 1 })
    return data.length === origSize ? new Uint8Array(data) : null
  } catch {
    return null
  }
}

function readEntry(map: CborMap): LargeBlobEntry[] {
  const fields = new Fields('largeBlobArray', map)
  try {
    return [
      {
        ciphertext: fields.required(ENTRY.ciphertext, 'ciphertext', bytes),
        nonce: fields.required(ENTRY.nonce, 'nonce', bytesOf(NONCE_SIZE)),
        origSize: fields.required(ENTRY.origSize, 'origSize', unsigned),
      },
    ]
  } catch {
    return []
  }
}

// "blob" || uint64LittleEndian(origSize).
function associatedData(origSize: number): Uint8Array {
  const data = new Uint8Array(12)
  data.set(Buffer.from('blob'))
  new DataView(data.buffer).setBigUint64(4, BigInt(origSize), true)
  return data
}

function decode(array: Uint8Array): ReturnType<typeof decodeCbor> {
  try {
    return decodeCbor(array)
  } catch (error) {
    if (error instanceof CborError) throw fault(error.message)
    throw error
  }
}

function fault(reason: string): KeyProtocolError {
  return new KeyProtocolError('largeBlobArray', 'array', reason)
}
