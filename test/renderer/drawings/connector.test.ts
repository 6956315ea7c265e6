import { expect, test } from 'vitest'
import { connectorOf } from '../../../src/renderer/drawings/connector.ts'

// Product names as the makers write them into the USB descriptor or on the box.
test.each([
  ['YubiKey 5C NFC', 'usb-c'],
  ['YubiKey 5C Nano FIPS', 'usb-c'],
  ['Security Key C NFC', 'usb-c'],
  ['ePass FIDO2 USB-C', 'usb-c'],
  ['Solo 2 Type-C', 'usb-c'],
  ['YubiKey 5 NFC', 'usb-a'],
  ['Yubico YubiKey OTP+FIDO+CCID', 'usb-a'],
  ['Nitrokey 3A Mini', 'usb-a'],
])('%s is drawn as %s', (product, connector) => {
  expect(connectorOf(product)).toBe(connector)
})

test('an unknown key is drawn as USB-A', () => {
  expect(connectorOf(null)).toBe('usb-a')
})
