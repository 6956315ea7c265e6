import type { Authenticator } from '../authenticator.ts'
import { KeyProtocolError, KeyTransportError } from '../errors.ts'
import type { TransactOptions } from '../hid/budget.ts'
import type { KeyDevice } from '../hid/port.ts'
import { readYubiKeyInfo, YUBICO_VENDOR_ID } from './yubikey.ts'

/** What a maker's own commands add; a member is absent when the key does not tell. */
export interface VendorInfo {
  readonly serial?: string
  readonly firmware?: string
  readonly formFactor?: string
  /** True when authenticatorReset is blocked on this key by its configuration. */
  readonly isResetBlocked: boolean
}

/**
 * Asks a key of a maker we know; null for any other, and for one that only says it is of that maker.
 * Rejects as `Authenticator.sendRaw` does when the key is gone.
 */
export async function readVendorInfo(
  authenticator: Authenticator,
  device: Pick<KeyDevice, 'vendorId'>,
  options: TransactOptions = {},
): Promise<VendorInfo | null> {
  if (device.vendorId !== YUBICO_VENDOR_ID) return null
  const info = await readIfAble(authenticator, options)
  if (info === null) return null
  const { serial, firmware, formFactor, isResetBlocked } = info
  return {
    ...(serial !== null && { serial }),
    ...(firmware !== null && { firmware }),
    ...(formFactor !== null && { formFactor }),
    isResetBlocked,
  }
}

// What is nice to know must not keep a key from being used: firmware that borrows a maker's number
// often knows none of its commands.
async function readIfAble(
  authenticator: Authenticator,
  options: TransactOptions,
): Promise<Awaited<ReturnType<typeof readYubiKeyInfo>>> {
  try {
    return await readYubiKeyInfo(authenticator, { silenceMs: VENDOR_SILENCE_MS, ...options })
  } catch (error) {
    const isMute = error instanceof KeyTransportError && error.kind === 'timeout'
    if (isMute || error instanceof KeyProtocolError) return null
    throw error
  }
}

const VENDOR_SILENCE_MS = 1_000
