import type { Authenticator } from '../authenticator.ts'
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

/** Asks a key of a maker we know; null for any other. Rejects as `Authenticator.sendRaw` does. */
export async function readVendorInfo(
  authenticator: Authenticator,
  device: Pick<KeyDevice, 'vendorId'>,
  options: TransactOptions = {},
): Promise<VendorInfo | null> {
  if (device.vendorId !== YUBICO_VENDOR_ID) return null
  const info = await readYubiKeyInfo(authenticator, options)
  if (info === null) return null
  const { serial, firmware, formFactor, isResetBlocked } = info
  return {
    ...(serial !== null && { serial }),
    ...(firmware !== null && { firmware }),
    ...(formFactor !== null && { formFactor }),
    isResetBlocked,
  }
}
