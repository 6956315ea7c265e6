import type { Authenticator } from '../authenticator.ts'
import { concat, isSame } from '../bytes.ts'
import { asBytes, asMap, asUnsigned, required } from '../cbor/members.ts'
import type { CborMap } from '../cbor/value.ts'
import { sha256 } from '../crypto/digest.ts'
import { PIN_RETRIES, type PinRecord } from '../memory.ts'
import { checkPin, requirePinTries } from '../pin/pin-check.ts'
import type { PinProtocol } from '../pin/pin-protocol.ts'
import { refuse, Status } from '../status.ts'

/** A PIN arrives padded with zeros to this length (section 6.5.5.5). */
const PADDED_LENGTH = 64

export function setPin(key: Authenticator, parameters: CborMap): undefined {
  const protocol = key.protocol(required(parameters, 1, asUnsigned))
  const peer = required(parameters, 3, asMap)
  const newPinEnc = required(parameters, 5, asBytes)
  const signature = required(parameters, 4, asBytes)
  if (key.memory.pin) refuse(key.profile.customs.statusOfSecondSetPin)
  const secret = protocol.decapsulate(peer)
  if (!protocol.verify(secret, newPinEnc, signature)) refuse(Status.pinAuthInvalid)
  adopt(key, readNewPin(key, protocol, secret, newPinEnc))
}

export function changePin(key: Authenticator, parameters: CborMap): undefined {
  const protocol = key.protocol(required(parameters, 1, asUnsigned))
  const peer = required(parameters, 3, asMap)
  const newPinEnc = required(parameters, 5, asBytes)
  const pinHashEnc = required(parameters, 6, asBytes)
  const signature = required(parameters, 4, asBytes)
  requirePinTries(key)
  const secret = protocol.decapsulate(peer)
  const message = concat(newPinEnc, pinHashEnc)
  if (!protocol.verify(secret, message, signature)) refuse(Status.pinAuthInvalid)
  checkPin(key, protocol, secret, pinHashEnc)
  const pin = readNewPin(key, protocol, secret, newPinEnc)
  const isOldOne = key.memory.pin !== undefined && isSame(pin.hash, key.memory.pin.hash)
  if (key.memory.isPinChangeForced && isOldOne) refuse(Status.pinPolicyViolation)
  adopt(key, pin)
}

/** Only the hash of the first 16 bytes and the length in code points are kept of a PIN. */
function readNewPin(
  key: Authenticator,
  protocol: PinProtocol,
  secret: Uint8Array,
  newPinEnc: Uint8Array,
): PinRecord {
  const padded = protocol.decrypt(secret, newPinEnc)
  if (padded?.length !== PADDED_LENGTH) refuse(Status.invalidParameter)
  const end = padded.indexOf(0)
  if (end === -1) refuse(Status.pinPolicyViolation)
  const pin = padded.slice(0, end)
  // Continuation bytes of UTF-8 are the only ones of the form 10xxxxxx.
  const codePoints = pin.filter((byte) => (byte & 0xc0) !== 0x80).length
  const hash = sha256(pin).slice(0, 16)
  padded.fill(0)
  pin.fill(0)
  if (codePoints < key.memory.minPinLength) refuse(Status.pinPolicyViolation)
  return { hash, codePoints }
}

function adopt(key: Authenticator, pin: PinRecord): void {
  key.memory.pin = pin
  key.memory.pinRetries = PIN_RETRIES
  key.memory.isPinChangeForced = false
  key.power.pinFailures = 0
  key.power.token = undefined
}
