import { concat, uint32 } from './bytes.ts'
import type { KeyProfile } from './profile.ts'

/** USB applications a YubiKey announces: U2F and FIDO2. */
const FIDO_APPLICATIONS = Uint8Array.of(0x02, 0x02)
const USB_A_KEYCHAIN = 0x01

/**
 * The device information YubiKeys give through CTAPHID vendor command 0x42: a length, then tag, length
 * and value each (Yubico's management application; tags as in yubikit's DeviceInfo).
 */
export function yubiKeyInfo({ serialNumber, firmware }: KeyProfile): Uint8Array {
  const body = concat(
    tlv(0x01, FIDO_APPLICATIONS),
    ...(serialNumber === null ? [] : [tlv(0x02, uint32(serialNumber))]),
    tlv(0x03, FIDO_APPLICATIONS),
    tlv(0x04, Uint8Array.of(USB_A_KEYCHAIN)),
    tlv(0x05, Uint8Array.from(firmware)),
    tlv(0x0a, Uint8Array.of(0)),
  )
  return concat(Uint8Array.of(body.length), body)
}

const tlv = (tag: number, value: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(tag, value.length), value)
