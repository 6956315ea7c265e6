import { createHash, randomBytes } from 'node:crypto'
import { openBytes, sealBytes } from './aes-gcm.ts'

const keyLength = 32
/** Crockford's base 32: no letter that is taken for a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const bitsOfSign = 5
/** So many bytes of its hash follow the key, so that a slip of the pen is noticed. */
const checkLength = 3
const groupLength = 4

/**
 * A key that is kept on paper, away from the station: with it and a back-up another machine takes the
 * station's place. `sealed` is the station's key under it, which the registry and its back-ups carry.
 */
export interface RecoveryKey {
  /** Fourteen groups of four characters. */
  readonly text: string
  readonly sealed: Uint8Array
}

export function makeRecoveryKey(stationKey: Uint8Array): RecoveryKey {
  const key = randomBytes(keyLength)
  const text = encode(key)
  const sealed = sealBytes(key, stationKey)
  key.fill(0)
  return { text, sealed }
}

/** The key in a text as somebody wrote or typed it; null where there is none, or one with a slip. */
export function readRecoveryKey(text: string): Uint8Array | null {
  for (const line of text.split(/\r\n|[\n\r]/)) {
    const key = decode(line)
    if (key) return key
  }
  return null
}

/** Null for a key that did not seal it. */
export function openWithRecoveryKey(key: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  try {
    return openBytes(key, sealed)
  } catch {
    return null
  }
}

function encode(key: Uint8Array): string {
  const signs = signsOf(Buffer.concat([key, checkOf(key)]))
  const groups = signs.match(new RegExp(`.{1,${groupLength}}`, 'g')) ?? []
  return groups.join('-')
}

function decode(line: string): Uint8Array | null {
  const signs = line.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0')
  if (signs.length !== (8 * (keyLength + checkLength)) / bitsOfSign) return null
  const bytes = bytesOf(signs.replaceAll(/[IL]/g, '1'))
  if (!bytes) return null
  const key = bytes.subarray(0, keyLength)
  return checkOf(key).equals(bytes.subarray(keyLength)) ? key : null
}

const checkOf = (key: Uint8Array): Buffer =>
  createHash('sha256').update(key).digest().subarray(0, checkLength)

/** Thirty-five bytes are fifty-six signs, with nothing left over. */
function signsOf(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const signs = bits.match(new RegExp(`.{${bitsOfSign}}`, 'g')) ?? []
  return signs.map((sign) => alphabet.charAt(Number.parseInt(sign, 2))).join('')
}

/** Null for what has a sign that is none. */
function bytesOf(signs: string): Buffer | null {
  const values = Array.from(signs, (sign) => alphabet.indexOf(sign))
  if (values.includes(-1)) return null
  const bits = values.map((value) => value.toString(2).padStart(bitsOfSign, '0')).join('')
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)))
}
