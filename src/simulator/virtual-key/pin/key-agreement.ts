import { createECDH, type ECDH } from 'node:crypto'
import { concat, plain } from '../bytes.ts'
import { asBytes, required } from '../cbor/members.ts'
import type { CborMap } from '../cbor/value.ts'
import { coseP256 } from '../crypto/signing-key.ts'
import type { Random } from '../random.ts'
import { refuse, Status } from '../status.ts'

/** ECDH-ES+HKDF-256, the algorithm every key agreement key names (section 6.5.6). */
const KEY_AGREEMENT = -25

/** The key's half of an ECDH on P-256, replaced whenever a wrong PIN was tried. */
export class KeyAgreement {
  readonly publicKey: CborMap
  readonly #ecdh: ECDH

  constructor(random: Random) {
    this.#ecdh = createECDH('prime256v1')
    this.#ecdh.setPrivateKey(random(32))
    this.publicKey = coseP256(plain(this.#ecdh.getPublicKey()), KEY_AGREEMENT)
  }

  /** The x coordinate both sides come to; CTAP1_ERR_INVALID_PARAMETER for what is no point. */
  sharedX(peer: CborMap): Uint8Array {
    if (peer.get(1) !== 2 || peer.get(-1) !== 1) refuse(Status.invalidParameter)
    const x = required(peer, -2, asBytes)
    const y = required(peer, -3, asBytes)
    if (x.length !== 32 || y.length !== 32) refuse(Status.invalidParameter)
    try {
      return plain(this.#ecdh.computeSecret(concat(Uint8Array.of(4), x, y)))
    } catch {
      return refuse(Status.invalidParameter)
    }
  }
}
