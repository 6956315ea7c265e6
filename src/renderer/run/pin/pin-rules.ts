/** What a key demands of its PIN, as a Question of the run carries it. */
export interface PinLimits {
  /** In Unicode code points (CTAP 2.2 section 6.5.1, minPINLength). */
  readonly minimumLength: number
  /** In UTF-8 bytes. */
  readonly maximumBytes: number
}

export type PinRule = 'length' | 'bytes' | 'text' | 'same'
export type PinCheck = { readonly [R in PinRule]: boolean }

/** A PIN as it goes to the key: NFC, UTF-8. */
export function encodePin(typed: string): Uint8Array {
  return new TextEncoder().encode(typed.normalize('NFC'))
}

/** Which rules a PIN meets while it is typed, counted as the key counts. */
export function checkPin(typed: string, repeated: string, limits: PinLimits): PinCheck {
  const bytes = encodePin(typed)
  const count = bytes.length
  const check = {
    length: Array.from(typed.normalize('NFC')).length >= limits.minimumLength,
    bytes: count <= limits.maximumBytes,
    text: isText(typed),
    same: typed !== '' && typed.normalize('NFC') === repeated.normalize('NFC'),
  }
  bytes.fill(0)
  return check
}

export function isAllowed(check: PinCheck): boolean {
  return Object.values(check).every(Boolean)
}

/** Lone surrogates have no UTF-8; control characters cannot be typed again, and a final NUL is cut off. */
function isText(typed: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(typed)
}
