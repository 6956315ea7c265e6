import { createECDH } from 'node:crypto'
import { concat, hex, plain } from '../bytes.ts'
import { integer, sequence } from './der.ts'
import { sha256 } from './digest.ts'
import { hmacSha256 } from './hmac.ts'

/** The order of P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/**
 * ES256 with the nonce of RFC 6979, as DER: the same signature each time, which OpenSSL does not
 * offer. Not made for secrets that matter: its arithmetic takes longer for some numbers than others.
 */
export function signDeterministically(secret: Uint8Array, message: Uint8Array): Uint8Array {
  const hash = sha256(message)
  for (const nonce of nonces(secret, hash)) {
    const r = toNumber(multiplyBase(nonce)) % ORDER
    const s = (invert(toNumber(nonce)) * (toNumber(hash) + r * toNumber(secret))) % ORDER
    if (r !== 0n && s !== 0n) return sequence(integer(toBytes(r)), integer(toBytes(s)))
  }
  throw new Error('unreachable: nonces do not end')
}

/** The nonces of RFC 6979 section 3.2; the first serves but for one time in 2^32. */
function* nonces(secret: Uint8Array, hash: Uint8Array): Generator<Uint8Array> {
  const seed = concat(secret, toBytes(toNumber(hash) % ORDER))
  let key: Uint8Array = new Uint8Array(32)
  let value: Uint8Array = new Uint8Array(32).fill(1)
  for (const step of [0, 1]) {
    key = hmacSha256(key, concat(value, Uint8Array.of(step), seed))
    value = hmacSha256(key, value)
  }
  for (;;) {
    value = hmacSha256(key, value)
    if (toNumber(value) > 0n && toNumber(value) < ORDER) yield value
    key = hmacSha256(key, concat(value, Uint8Array.of(0)))
    value = hmacSha256(key, value)
  }
}

/** The x coordinate of the nonce's multiple of the base point. */
function multiplyBase(nonce: Uint8Array): Uint8Array {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(nonce)
  return plain(ecdh.getPublicKey()).slice(1, 33)
}

/** The inverse modulo the order, by Euclid. */
function invert(value: bigint): bigint {
  let [rest, divisor] = [ORDER, value]
  let [before, factor] = [0n, 1n]
  while (divisor !== 0n) {
    const quotient = rest / divisor
    ;[rest, divisor] = [divisor, rest - quotient * divisor]
    ;[before, factor] = [factor, before - quotient * factor]
  }
  return ((before % ORDER) + ORDER) % ORDER
}

const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${hex(bytes)}`)

function toBytes(value: bigint): Uint8Array {
  return plain(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'))
}
