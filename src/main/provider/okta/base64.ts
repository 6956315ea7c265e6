/** Standard base64 with padding, as Okta wants attestation, clientData and assertion parts. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

/** base64url without padding (RFC 4648 section 5), as WebAuthn writes identifiers. */
export function toBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

/** Decodes base64url, padded or not; null when the text has any other character. */
export function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]*={0,2}$/.test(text)) return null
  return new Uint8Array(Buffer.from(text, 'base64url'))
}
