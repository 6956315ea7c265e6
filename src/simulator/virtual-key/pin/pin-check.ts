import type { Authenticator } from '../authenticator.ts'
import { isSame } from '../bytes.ts'
import { PIN_RETRIES, UV_RETRIES } from '../memory.ts'
import { refuse, Status } from '../status.ts'
import type { PinProtocol } from './pin-protocol.ts'

/** Wrong PINs in a row after which only new power helps. */
const FAILURES_PER_POWER = 3

export const isPinAuthBlocked = (key: Authenticator): boolean =>
  key.power.pinFailures >= FAILURES_PER_POWER

/** Refuses while no PIN may be tried: none left, or three wrong ones since power came. */
export function requirePinTries(key: Authenticator): void {
  if (!key.memory.pin) refuse(Status.pinNotSet)
  if (key.memory.pinRetries === 0) refuse(Status.pinBlocked)
  if (isPinAuthBlocked(key)) refuse(Status.pinAuthBlocked)
}

/** Checks an encrypted PIN hash; a wrong one costs a retry and the key agreement key (section 6.5.5.6). */
export function checkPin(
  key: Authenticator,
  protocol: PinProtocol,
  secret: Uint8Array,
  pinHashEnc: Uint8Array,
): void {
  const hash = protocol.decrypt(secret, pinHashEnc)
  if (hash && key.memory.pin && isSame(hash, key.memory.pin.hash)) {
    key.memory.pinRetries = PIN_RETRIES
    key.power.pinFailures = 0
    key.memory.uvRetries = UV_RETRIES
    return
  }
  protocol.regenerate()
  countFailure(key, Status.pinInvalid)
}

/** Takes a retry, and says so unless it was the last or the third in a row. */
export function countFailure(key: Authenticator, status: Status): never {
  key.memory.pinRetries = Math.max(0, key.memory.pinRetries - 1)
  key.power.pinFailures += 1
  if (key.memory.pinRetries === 0) refuse(Status.pinBlocked)
  return refuse(isPinAuthBlocked(key) ? Status.pinAuthBlocked : status)
}
