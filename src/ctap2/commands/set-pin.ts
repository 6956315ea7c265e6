import type { Authenticator } from '../authenticator.ts'
import type { TransactOptions } from '../hid/budget.ts'
import { CLIENT_PIN, sendClientPin, SUBCOMMAND } from '../pin/client-pin.ts'
import { agreeOnKey } from '../pin/key-agreement.ts'
import { hashPin } from '../pin/pin-hash.ts'
import { padPin } from '../pin/pin-text.ts'
import { withPinRetries } from './pin-failure.ts'

/**
 * Gives a key its first PIN; bytes as `encodePin` makes them (CTAP 2.2 §6.5.5.5). Rejects with
 * CtapStatusError: PIN_POLICY_VIOLATION, or NOT_ALLOWED or PIN_AUTH_INVALID when one is set.
 */
export async function setPin(
  authenticator: Authenticator,
  pin: Uint8Array,
  options: TransactOptions = {},
): Promise<void> {
  const padded = padPin(pin)
  try {
    const { protocol, secret, platformKey } = await agreeOnKey(authenticator, options)
    const newPinEnc = protocol.encrypt(secret, padded)
    const parameters = [
      [CLIENT_PIN.pinUvAuthProtocol, protocol.version],
      [CLIENT_PIN.subCommand, SUBCOMMAND.setPIN],
      [CLIENT_PIN.keyAgreement, platformKey],
      [CLIENT_PIN.pinUvAuthParam, protocol.authenticate(secret, newPinEnc)],
      [CLIENT_PIN.newPinEnc, newPinEnc],
    ] as const
    await withPinRetries(authenticator, options, () =>
      sendClientPin(authenticator, parameters, options),
    )
    authenticator.amendInfo({ clientPin: true })
  } finally {
    padded.fill(0)
  }
}

/** Changes the PIN (CTAP 2.2 §6.5.5.6). A wrong one costs a try: see `CtapStatusError.pin`. */
export async function changePin(
  authenticator: Authenticator,
  current: Uint8Array,
  next: Uint8Array,
  options: TransactOptions = {},
): Promise<void> {
  const padded = padPin(next)
  const pinHash = hashPin(current)
  try {
    const { protocol, secret, platformKey } = await agreeOnKey(authenticator, options)
    const newPinEnc = protocol.encrypt(secret, padded)
    const pinHashEnc = protocol.encrypt(secret, pinHash)
    const message = new Uint8Array([...newPinEnc, ...pinHashEnc])
    const parameters = [
      [CLIENT_PIN.pinUvAuthProtocol, protocol.version],
      [CLIENT_PIN.subCommand, SUBCOMMAND.changePIN],
      [CLIENT_PIN.keyAgreement, platformKey],
      [CLIENT_PIN.pinUvAuthParam, protocol.authenticate(secret, message)],
      [CLIENT_PIN.newPinEnc, newPinEnc],
      [CLIENT_PIN.pinHashEnc, pinHashEnc],
    ] as const
    await withPinRetries(authenticator, options, () =>
      sendClientPin(authenticator, parameters, options),
    )
    authenticator.amendInfo({ clientPin: true }, false)
  } finally {
    padded.fill(0)
    pinHash.fill(0)
  }
}
