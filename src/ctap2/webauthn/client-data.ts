import { createHash } from 'node:crypto'

/** A collected client data, and its hash (WebAuthn 3 §5.8.1). */
export interface ClientData {
  /** UTF-8 of the JSON. */
  readonly json: Uint8Array
  /** SHA-256 of it, 32 bytes: what the key signs. */
  readonly hash: Uint8Array
}

/**
 * The client data of a ceremony, serialized as WebAuthn 3 §5.8.1.1 has it. A challenge given as text is
 * base64url already and goes in as it is.
 */
export function clientDataJSON(
  type: 'webauthn.create' | 'webauthn.get',
  challenge: Uint8Array | string,
  origin: string,
): ClientData {
  const encoded =
    typeof challenge === 'string' ? challenge : Buffer.from(challenge).toString('base64url')
  const text = `{"type":"${type}","challenge":${serialize(encoded)},"origin":${serialize(origin)},"crossOrigin":false}`
  const json = new TextEncoder().encode(text)
  return { json, hash: new Uint8Array(createHash('sha256').update(json).digest()) }
}

// CCDToString: as JSON, except that control characters take the form \u00xx.
function serialize(text: string): string {
  return JSON.stringify(text).replace(/\\[bfnrt]/g, (short) => `\\u00${CONTROL[short] ?? '00'}`)
}

const CONTROL: Readonly<Record<string, string>> = {
  '\\b': '08',
  '\\f': '0c',
  '\\n': '0a',
  '\\r': '0d',
  '\\t': '09',
}
