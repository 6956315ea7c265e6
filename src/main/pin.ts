/**
 * A PIN of `length` random digits as UTF-8: no leading zero, no digit three times in a row, no run
 * of three up or down. Every PIN that is left is as likely as any other.
 */
export function makeRandomPin(
  length: number,
  randomBytes: (length: number) => Uint8Array,
): Uint8Array {
  const pin = new Uint8Array(length)
  do fillWithDigits(pin, randomBytes)
  while (!isUnobvious(pin))
  return pin
}

const zero = 0x30

function fillWithDigits(pin: Uint8Array, randomBytes: (length: number) => Uint8Array): void {
  for (let at = 0; at < pin.length;) {
    const [byte = 255] = randomBytes(1)
    // 250 is the largest multiple of ten in a byte; the rest would favour the low digits.
    if (byte < 250) pin[at++] = zero + (byte % 10)
  }
}

function isUnobvious(pin: Uint8Array): boolean {
  if (pin[0] === zero) return false
  return pin.every((digit, at) => {
    const [one, two] = [pin[at - 1], pin[at - 2]]
    if (one === undefined || two === undefined) return true
    const step = digit - one
    return step !== one - two || Math.abs(step) > 1
  })
}
