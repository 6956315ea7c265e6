import type { Authenticator } from '../authenticator.ts'
import { cborMap } from '../cbor.ts'
import { COMMAND } from '../command-codes.ts'
import { CtapStatusError } from '../errors.ts'
import type { TransactOptions } from '../hid/budget.ts'
import { CTAP_STATUS } from '../status.ts'
import { TOUCH_LIMITS } from './limits.ts'

// A version of CTAP that has authenticatorSelection; FIDO_2_1_PRE had it not.
const HAS_SELECTION = /^FIDO_2_[1-9]\d*$/

// Keys answer the request that cannot succeed after the touch, each in its own way.
const TOUCHED: ReadonlySet<number> = new Set([
  CTAP_STATUS.CTAP2_ERR_PIN_INVALID,
  CTAP_STATUS.CTAP2_ERR_PIN_AUTH_INVALID,
  CTAP_STATUS.CTAP2_ERR_PIN_NOT_SET,
])

/**
 * Waits for a touch, to tell this key from others (CTAP 2.2 §6.9); keys of CTAP 2.0 are asked for a
 * credential they cannot make. Rejects with CtapStatusError USER_ACTION_TIMEOUT without a touch.
 */
export async function selection(
  authenticator: Authenticator,
  options: TransactOptions = {},
): Promise<void> {
  const limits = { ...TOUCH_LIMITS, ...options }
  const { versions, options: supported } = authenticator.info
  if (versions.some((version) => HAS_SELECTION.test(version))) {
    await authenticator.send(COMMAND.authenticatorSelection, undefined, limits)
    return
  }
  // Without a PIN to speak of the request could succeed, and leave a credential behind.
  if (supported['clientPin'] === undefined) {
    throw new CtapStatusError('authenticatorSelection', CTAP_STATUS.CTAP1_ERR_INVALID_COMMAND)
  }
  await askForTouchOnly(authenticator, limits)
}

// An empty pinUvAuthParam is what the standard has for this since CTAP 2.0 (§6.1.2, step 1).
async function askForTouchOnly(
  authenticator: Authenticator,
  options: TransactOptions,
): Promise<void> {
  const request = cborMap([
    [0x01, new Uint8Array(32)],
    [0x02, cborMap([['id', 'touch.invalid']])],
    [
      0x03,
      cborMap([
        ['id', new Uint8Array(1)],
        ['name', 'touch'],
      ]),
    ],
    [
      0x04,
      [
        cborMap([
          ['alg', -7],
          ['type', 'public-key'],
        ]),
      ],
    ],
    [0x08, new Uint8Array()],
    [0x09, authenticator.info.pinUvAuthProtocols[0]],
  ])
  try {
    await authenticator.send(COMMAND.authenticatorMakeCredential, request, options)
  } catch (error) {
    if (!(error instanceof CtapStatusError) || !TOUCHED.has(error.status)) throw error
  }
}
