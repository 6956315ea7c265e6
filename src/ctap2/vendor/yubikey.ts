import type { Authenticator } from '../authenticator.ts'
import { CtapHidError, KeyProtocolError } from '../errors.ts'
import type { TransactOptions } from '../hid/budget.ts'

/** What a YubiKey says of itself beyond the standard (CTAPHID vendor command CTAP_READ_CONFIG). */
export interface YubiKeyInfo {
  readonly serial: string | null
  /** Firmware, for example `5.7.1`; null before firmware 5. */
  readonly firmware: string | null
  /** The shape of the key, for example `USB-A Keychain`. */
  readonly formFactor: string | null
  /** Whether the maker or owner has blocked authenticatorReset over FIDO2. */
  readonly isResetBlocked: boolean
}

/** Yubico's USB vendor id. */
export const YUBICO_VENDOR_ID = 0x1050

const CTAP_READ_CONFIG = 0x42
const FIDO2_CAPABILITY = 0x200
// Keys of today have two.
const MAXIMUM_PAGES = 8

const TAG = Object.freeze({
  serial: 0x02,
  formFactor: 0x04,
  firmware: 0x05,
  moreData: 0x10,
  resetBlocked: 0x18,
} as const)

const FORM_FACTORS: Readonly<Record<number, string>> = {
  1: 'USB-A Keychain',
  2: 'USB-A Nano',
  3: 'USB-C Keychain',
  4: 'USB-C Nano',
  5: 'USB-C Lightning',
  6: 'USB-A Bio',
  7: 'USB-C Bio',
}

type Page = ReadonlyMap<number, Uint8Array>

/** Reads serial number, firmware and form factor; null when the key does not know the command. */
export async function readYubiKeyInfo(
  authenticator: Authenticator,
  options: TransactOptions = {},
): Promise<YubiKeyInfo | null> {
  const fields = new Map<number, Uint8Array>()
  try {
    for (let page = 0; page < MAXIMUM_PAGES; page += 1) {
      const answer = await authenticator.sendRaw(CTAP_READ_CONFIG, Uint8Array.of(page), options)
      for (const [tag, value] of parseYubiKeyPage(answer)) fields.set(tag, value)
      const hasMore = number(fields.get(TAG.moreData)) === 1
      fields.delete(TAG.moreData)
      if (!hasMore) return describe(fields)
    }
  } catch (error) {
    if (error instanceof CtapHidError) return null
    throw error
  }
  throw fault('never comes to an end')
}

/** Reads a page of type-length-value fields; throws KeyProtocolError when its lengths lie. */
export function parseYubiKeyPage(page: Uint8Array): Page {
  const [length] = page
  if (length === undefined || page.length < 1 + length) throw fault('ends too early')
  const bytes = page.subarray(1, 1 + length)
  const fields = new Map<number, Uint8Array>()
  for (let at = 0; at < bytes.length;) {
    const [tag = 0, size = bytes.length] = bytes.subarray(at, at + 2)
    const end = at + 2 + size
    if (end > bytes.length) throw fault('has a field that ends too late')
    fields.set(tag, bytes.subarray(at + 2, end))
    at = end
  }
  return fields
}

function describe(fields: Page): YubiKeyInfo {
  const serial = number(fields.get(TAG.serial))
  const formFactor = number(fields.get(TAG.formFactor))
  return {
    serial: serial === null ? null : String(serial),
    firmware: fields.get(TAG.firmware)?.join('.') ?? null,
    formFactor: formFactor === null ? null : (FORM_FACTORS[formFactor & 0x0f] ?? null),
    isResetBlocked: ((number(fields.get(TAG.resetBlocked)) ?? 0) & FIDO2_CAPABILITY) !== 0,
  }
}

function number(field: Uint8Array | undefined): number | null {
  if (field === undefined || field.length === 0 || field.length > 4) return null
  return field.reduce((total, byte) => total * 256 + byte, 0)
}

function fault(reason: string): KeyProtocolError {
  return new KeyProtocolError('CTAP_READ_CONFIG', 'page', reason)
}
