/** The plug of a key, which decides how it is drawn. */
export type Connector = 'usb-a' | 'usb-c'

/** Makers put the plug into the product's name: YubiKey 5C, Security Key C NFC, ePass FIDO USB-C. */
export function connectorOf(product: string | null): Connector {
  return /(?:^|[\s\d-])C(?:$|[\s\d-])|type-c/iu.test(product ?? '') ? 'usb-c' : 'usb-a'
}
