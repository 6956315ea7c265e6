import { CtapHidError, CtapStatusError, KeyTransportError } from './errors.ts'
import type { TransactOptions } from './hid/budget.ts'
import type { CtapHidChannel } from './hid/channel.ts'
import { CTAPHID } from './hid/packet.ts'
import { CTAP_STATUS, CTAPHID_ERROR_CODE } from './status.ts'

// U2F_VERSION as an extended APDU (FIDO U2F Raw Message Formats 1.2, section 3.3).
const U2F_VERSION = new Uint8Array([0x00, 0x03, 0x00, 0x00, 0x00, 0x00, 0x00])
const SW_NO_ERROR = '9000'

/** The error for a key that announces no CTAP2, with its U2F version (CTAP 2.2 §11.2.9.1.1). */
export async function describeU2fKey(
  channel: CtapHidChannel,
  options: TransactOptions,
): Promise<KeyTransportError> {
  if (channel.identity.capabilities.nmsg) return new KeyTransportError('u2f-only')
  const answer = await channel.transact(CTAPHID.MSG, U2F_VERSION, options).catch(ifMute)
  return new KeyTransportError('u2f-only', { platform: versionIn(answer) })
}

/**
 * What a key is whose getInfo failed with `error`. Some models announce CTAP2 and do not know its
 * first command (YubiKey 4 FIPS): they are U2F keys if they speak U2F. Anything else stays what it was.
 */
export async function errorOfOpening(
  channel: CtapHidChannel,
  options: TransactOptions,
  error: unknown,
): Promise<unknown> {
  if (!isCommandUnknown(error) || channel.identity.capabilities.nmsg) return error
  const answer = await channel
    .transact(CTAPHID.MSG, U2F_VERSION, options)
    .catch(() => new Uint8Array())
  const isU2f = Buffer.from(answer.subarray(-2)).toString('hex') === SW_NO_ERROR
  return isU2f ? new KeyTransportError('u2f-only', { platform: versionIn(answer) }) : error
}

function isCommandUnknown(error: unknown): boolean {
  if (error instanceof CtapHidError) return error.code === CTAPHID_ERROR_CODE.ERR_INVALID_CMD
  if (!(error instanceof CtapStatusError)) return false
  return error.status === CTAP_STATUS.CTAP1_ERR_INVALID_COMMAND
}

function versionIn(answer: Uint8Array): string {
  const version = Buffer.from(answer.subarray(0, -2)).toString('latin1')
  return version.replace(/[^ -~]/g, '?')
}

// An old U2F key may refuse the long form of the question, or not answer it; it is one all the same.
function ifMute(error: unknown): Uint8Array {
  const isMute = error instanceof KeyTransportError && error.kind === 'timeout'
  if (isMute || error instanceof CtapHidError) return new Uint8Array()
  throw error
}
