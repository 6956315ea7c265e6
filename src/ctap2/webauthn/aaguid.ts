/** An AAGUID as text in the form of a UUID; 16 bytes in (WebAuthn 3 §6.5.2). */
export function formatAaguid(aaguid: Uint8Array): string {
  const hex = Buffer.from(aaguid).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
