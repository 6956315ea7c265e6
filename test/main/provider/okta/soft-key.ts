import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { Encoder } from 'cbor-x'
import type {
  AssertionMaker,
  Ceremony,
  NewCredential,
} from '../../../../src/main/provider/provider.ts'

// An authenticator of its own, so that neither the adapter's nor the virtual key's mistakes agree
// with it: WebAuthn Level 3 sections 6.1 (authenticator data), 6.5 (attestation), 8.7 ("none").

const cbor = new Encoder({ useRecords: false, mapsAsObjects: false, tagUint8Array: false })
const flags = { userPresent: 0x01, userVerified: 0x04, attestedData: 0x40 } as const

/** A key in software with one credential. */
export interface SoftKey {
  create(ceremony: Ceremony): NewCredential
  /** Asserts with the credential made last. */
  readonly assert: AssertionMaker
}

export function createSoftKey(): SoftKey {
  let held: { readonly id: Buffer; readonly privateKey: KeyObject } | null = null
  let signCount = 0
  return {
    create(ceremony) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const id = randomBytes(32)
      held = { id, privateKey }
      signCount = 1
      const attested = Buffer.concat([
        authenticatorData(ceremony.rp.id, flags.attestedData, signCount),
        Buffer.alloc(16),
        Buffer.from([id.length >> 8, id.length & 0xff]),
        id,
        coseKey(publicKey),
      ])
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', attested],
      ])
      return {
        credentialId: new Uint8Array(id),
        attestationObject: new Uint8Array(cbor.encode(attestation)),
        clientDataJSON: clientData('webauthn.create', ceremony.challenge, ceremony.origin),
      }
    },
    assert({ challenge, origin, rpId }) {
      if (held === null) throw new Error('no credential')
      signCount += 1
      const data = authenticatorData(rpId, 0, signCount)
      const clientDataJSON = clientData('webauthn.get', challenge, origin)
      const hash = createHash('sha256').update(clientDataJSON).digest()
      return Promise.resolve({
        authenticatorData: new Uint8Array(data),
        signature: new Uint8Array(sign('sha256', Buffer.concat([data, hash]), held.privateKey)),
        clientDataJSON,
      })
    },
  }
}

function authenticatorData(rpId: string, more: number, signCount: number): Buffer {
  const counter = Buffer.alloc(4)
  counter.writeUInt32BE(signCount)
  return Buffer.concat([
    createHash('sha256').update(rpId).digest(),
    Buffer.from([flags.userPresent | flags.userVerified | more]),
    counter,
  ])
}

function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return cbor.encode(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  )
}

function clientData(type: string, challenge: string, origin: string): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}
