import type { Authenticator } from './authenticator.ts'
import { concat } from './bytes.ts'
import { dispatch } from './commands/dispatch.ts'
import type { Message } from './hid/assembly.ts'
import { Capability, HidCommand, HidError } from './hid/codes.ts'
import type { Exchange } from './hid/exchange.ts'
import { failure, type Reply } from './hid/hid-device.ts'
import { isFido2, isU2f } from './profile.ts'
import { answerU2f } from './u2f/u2f.ts'
import { yubiKeyInfo } from './yubikey-info.ts'

/** Does what a whole CTAPHID message asks (section 11.2.9). */
export async function handleMessage(
  key: Authenticator,
  { command, payload }: Message,
  exchange: Exchange,
): Promise<Reply> {
  if (command === HidCommand.ping) return { command, payload }
  if (command === HidCommand.wink) return { command, payload: new Uint8Array(0) }
  if (command === HidCommand.yubiKeyInfo && key.profile.hasYubiKeyInfo)
    return { command, payload: yubiKeyInfo(key.profile) }
  if (command === HidCommand.msg && isU2f(key.profile))
    return payload.length > 0
      ? { command, payload: answerU2f(key, payload) }
      : failure(HidError.invalidLength)
  if (command !== HidCommand.cbor || !isFido2(key.profile)) return failure(HidError.invalidCommand)
  if (payload.length === 0) return failure(HidError.invalidLength)
  return { command, payload: await dispatch(key, payload, exchange) }
}

/** Protocol version 2, the firmware's version, the capabilities. */
export function identityOf({ profile }: Authenticator): Uint8Array {
  const cbor = isFido2(profile) ? Capability.cbor : 0
  const messages = isU2f(profile) ? 0 : Capability.noMessages
  const capabilities = Uint8Array.of(Capability.wink | cbor | messages)
  return concat(Uint8Array.of(2, ...profile.firmware), capabilities)
}
