import { createECDH } from 'node:crypto'
import type { Authenticator } from '../authenticator.ts'
import { cborMap, type CborMap } from '../cbor.ts'
import { KeyProtocolError } from '../errors.ts'
import { bytesOf, Fields, integer, map } from '../fields.ts'
import type { TransactOptions } from '../hid/budget.ts'
import { choosePinUvAuthProtocol } from './choose-protocol.ts'
import { CLIENT_PIN, CLIENT_PIN_ANSWER, sendClientPin, SUBCOMMAND } from './client-pin.ts'
import type { PinUvAuthProtocol } from './pin-protocol.ts'

/** A secret shared with the key, and the platform's public key that lets the key derive it. */
export interface KeyAgreement {
  readonly protocol: PinUvAuthProtocol
  /** The platform's COSE_Key, to be sent along. */
  readonly platformKey: CborMap
  readonly secret: Uint8Array
}

// COSE_Key parameters (RFC 9052 §7.1, RFC 9053 §7.1.1); ECDH-ES+HKDF-256 by CTAP 2.2 §6.5.6.
const KTY = 1
const ALG = 3
const CRV = -1
const X = -2
const Y = -3
const EC2 = 2
const P_256 = 1
const ECDH_ES_HKDF_256 = -25
const COORDINATE_SIZE = 32
const UNCOMPRESSED = 4

// Another program on the same key may make it choose a new one by failing a PIN; a secret kept
// longer than one procedure's steps take would then cost a try of the right PIN.
const LIFETIME_MS = 10_000

interface Kept {
  readonly agreement: KeyAgreement
  readonly expiry: NodeJS.Timeout
  readonly forget: () => void
}

const kept = new WeakMap<Authenticator, Kept>()

/** The secret shared with this key: agreed once, kept 10 s or until a PIN fails (§6.5.5.4). */
export async function agreeOnKey(
  authenticator: Authenticator,
  options: TransactOptions,
): Promise<KeyAgreement> {
  const known = kept.get(authenticator)
  if (known) return known.agreement
  const protocol = choosePinUvAuthProtocol(await authenticator.currentInfo(options))
  const publicKey = await getKeyAgreement(authenticator, protocol, options)
  const agreement = encapsulate(protocol, publicKey)
  const forget = (): void => forgetKeyAgreement(authenticator)
  forget()
  kept.set(authenticator, { agreement, expiry: setTimeout(forget, LIFETIME_MS).unref(), forget })
  authenticator.closed.addEventListener('abort', forget)
  return agreement
}

/** Zeroes the kept secret: in time, after a failed PIN, a reset, a power cycle (§6.5.5.1). */
export function forgetKeyAgreement(authenticator: Authenticator): void {
  const known = kept.get(authenticator)
  if (!known) return
  clearTimeout(known.expiry)
  authenticator.closed.removeEventListener('abort', known.forget)
  known.agreement.secret.fill(0)
  kept.delete(authenticator)
}

async function getKeyAgreement(
  authenticator: Authenticator,
  protocol: PinUvAuthProtocol,
  options: TransactOptions,
): Promise<CborMap> {
  const fields = await sendClientPin(
    authenticator,
    [
      [CLIENT_PIN.pinUvAuthProtocol, protocol.version],
      [CLIENT_PIN.subCommand, SUBCOMMAND.getKeyAgreement],
    ],
    options,
  )
  return fields.required(CLIENT_PIN_ANSWER.keyAgreement, 'keyAgreement', map)
}

/** Makes a platform key pair and the shared secret; throws KeyProtocolError (§6.5.4 encapsulate). */
export function encapsulate(protocol: PinUvAuthProtocol, publicKey: CborMap): KeyAgreement {
  const ecdh = createECDH('prime256v1')
  const own = ecdh.generateKeys()
  const z = computeSecret((point) => ecdh.computeSecret(point), uncompressedPoint(publicKey))
  const secret = protocol.deriveSecret(z)
  z.fill(0)
  return { protocol, platformKey: coseKey(own), secret }
}

// OpenSSL refuses a point that is not on the curve, so no invalid-curve attack learns anything.
function computeSecret(compute: (point: Uint8Array) => Uint8Array, point: Uint8Array): Uint8Array {
  try {
    return compute(point)
  } catch {
    throw new KeyProtocolError('authenticatorClientPIN', 'keyAgreement', 'is not a point of P-256')
  }
}

function uncompressedPoint(publicKey: CborMap): Uint8Array {
  const fields = new Fields('authenticatorClientPIN', publicKey)
  const kty = fields.required(KTY, 'keyAgreement.kty', integer)
  const crv = fields.required(CRV, 'keyAgreement.crv', integer)
  if (kty !== EC2 || crv !== P_256) {
    throw new KeyProtocolError('authenticatorClientPIN', 'keyAgreement', 'is not a P-256 key')
  }
  const point = new Uint8Array(1 + 2 * COORDINATE_SIZE)
  point[0] = UNCOMPRESSED
  point.set(fields.required(X, 'keyAgreement.x', bytesOf(COORDINATE_SIZE)), 1)
  point.set(fields.required(Y, 'keyAgreement.y', bytesOf(COORDINATE_SIZE)), 1 + COORDINATE_SIZE)
  return point
}

function coseKey(point: Uint8Array): CborMap {
  return cborMap([
    [KTY, EC2],
    [ALG, ECDH_ES_HKDF_256],
    [CRV, P_256],
    [X, point.slice(1, 1 + COORDINATE_SIZE)],
    [Y, point.slice(1 + COORDINATE_SIZE)],
  ])
}
