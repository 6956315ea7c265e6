import type { Authenticator } from '../authenticator.ts'
import type { PinRetries } from '../errors.ts'
import { boolean, integer, type Fields } from '../fields.ts'
import type { TransactOptions } from '../hid/budget.ts'
import { choosePinUvAuthProtocol } from '../pin/choose-protocol.ts'
import { CLIENT_PIN, CLIENT_PIN_ANSWER, sendClientPin, SUBCOMMAND } from '../pin/client-pin.ts'

/** How many tries of a built-in user verification are left; null when the key does not say. */
export interface UvRetries {
  readonly uvRetries: number | null
}

/** Tries of the PIN left (CTAP 2.2 §6.5.5.2). Ask only a key that has a PIN: some never answer. */
export async function getPinRetries(
  authenticator: Authenticator,
  options: TransactOptions = {},
): Promise<PinRetries> {
  const fields = await askRetries(authenticator, SUBCOMMAND.getPINRetries, options)
  const pinRetries = fields.optional(CLIENT_PIN_ANSWER.pinRetries, 'pinRetries', integer)
  const powerCycleState = fields.optional(
    CLIENT_PIN_ANSWER.powerCycleState,
    'powerCycleState',
    boolean,
  )
  return { pinRetries: countOrNull(pinRetries), powerCycleState: powerCycleState ?? null }
}

/** Tries of the built-in user verification left (CTAP 2.2 §6.5.5.3). */
export async function getUvRetries(
  authenticator: Authenticator,
  options: TransactOptions = {},
): Promise<UvRetries> {
  const fields = await askRetries(authenticator, SUBCOMMAND.getUVRetries, options)
  const uvRetries = fields.optional(CLIENT_PIN_ANSWER.uvRetries, 'uvRetries', integer)
  return { uvRetries: countOrNull(uvRetries) }
}

async function askRetries(
  authenticator: Authenticator,
  subCommand: number,
  options: TransactOptions,
): Promise<Fields> {
  const protocol = choosePinUvAuthProtocol(await authenticator.currentInfo(options))
  const parameters = [
    [CLIENT_PIN.pinUvAuthProtocol, protocol.version],
    [CLIENT_PIN.subCommand, subCommand],
  ] as const
  return await sendClientPin(authenticator, parameters, options)
}

// A key in the field answers a negative count while it has no PIN.
function countOrNull(count: number | undefined): number | null {
  return count === undefined || count < 0 ? null : count
}
