import { encodeCbor } from '../../src/ctap2/cbor.ts'
import { infoAnswer, members } from '../support/open-key.ts'
import { hex } from '../support/scripted-key.ts'
import {
  GET_ASSERTION_ANSWER,
  GET_ASSERTION_AUTH_DATA,
  GET_INFO_ANSWER,
  MAKE_CREDENTIAL_AUTH_DATA,
  PACKED,
} from '../vectors/ctap2.ts'
import { registrations } from '../vectors/webauthn.ts'

const descriptor = members(['id', new Uint8Array(16)], ['type', 'public-key'])
const user = members(['id', new Uint8Array(8)], ['name', 'ann'], ['displayName', 'Ann'])
const coseKey = members(
  [1, 2],
  [3, -25],
  [-1, 1],
  [-2, hex('6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296')],
  [-3, hex('4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5')],
)

/** Good answers that the fuzzer starts from, by the parser they are for. */
export const corpus = Object.freeze({
  cbor: [hex(GET_INFO_ANSWER), hex(PACKED.answer), encodeCbor([1, [2, members(['a', -3])]])],
  info: [
    hex(GET_INFO_ANSWER),
    infoAnswer(
      { rk: true, clientPin: true },
      [10, [members(['alg', -7], ['type', 'public-key'])]],
      [19, members(['FIDO', 1])],
      [21, [2n ** 60n]],
      [28, new Uint8Array(4)],
    ),
  ],
  makeCredential: [hex(PACKED.answer)],
  getAssertion: [
    hex(GET_ASSERTION_ANSWER),
    encodeCbor(
      members(
        [1, descriptor],
        [2, hex(GET_ASSERTION_AUTH_DATA)],
        [3, new Uint8Array(70)],
        [4, user],
        [5, 3],
        [7, new Uint8Array(32)],
      ),
    ),
  ],
  clientPin: [
    encodeCbor(members([1, coseKey])),
    encodeCbor(members([2, new Uint8Array(32)])),
    encodeCbor(members([3, 8], [4, false], [5, 3])),
  ],
  credentialManagement: [
    encodeCbor(members([1, 2], [2, 20])),
    encodeCbor(members([3, members(['id', 'example.com'])], [4, new Uint8Array(32)], [5, 2])),
    encodeCbor(members([6, user], [7, descriptor], [8, coseKey], [9, 2], [10, 1])),
  ],
  bioEnrollment: [
    encodeCbor(members([1, 1])),
    encodeCbor(members([4, new Uint8Array(2)], [5, 0], [6, 3])),
    encodeCbor(members([7, [members([1, new Uint8Array(2)], [2, 'left'])]])),
  ],
  largeBlobs: [encodeCbor(members([1, hex('8076be8b528d0075f7aae98d6fa57a6d3c')]))],
  largeBlobArray: [
    encodeCbor([members([1, new Uint8Array(32)], [2, new Uint8Array(12)], [3, 10])]),
  ],
  authData: [hex(MAKE_CREDENTIAL_AUTH_DATA), hex(GET_ASSERTION_AUTH_DATA)],
  attestation: registrations.map(({ attestationObject }) => hex(attestationObject)),
  yubiKey: [hex('0f 0204 00bc614e 0401 01 0503 050701')],
})
