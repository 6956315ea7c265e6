import { encodeCbor, type CborMap, type CborValue } from '../cbor.ts'

/** The attestation object of WebAuthn 3 §6.5.4: text keys, canonical CBOR. */
export function attestationObject(fmt: string, authData: Uint8Array, attStmt: CborMap): Uint8Array {
  return encodeCbor(
    new Map<string, CborValue>([
      ['fmt', fmt],
      ['attStmt', attStmt],
      ['authData', authData],
    ]),
  )
}
