/** Bytes of standard base64 (with padding) or base64url (without); null for anything else. */
export function fromAnyBase64(text: string): Uint8Array<ArrayBuffer> | null {
  return fromBase64(text) ?? fromBase64Url(text)
}

/** Bytes of canonical standard base64 with its padding; null for anything else. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? Uint8Array.from(bytes) : null
}

/** Bytes of canonical base64url without padding; null for anything else. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? Uint8Array.from(bytes) : null
}

export function toBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
