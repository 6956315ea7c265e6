import { createCipheriv, hkdfSync } from 'node:crypto'
import { getEventListeners } from 'node:events'
import { p256 } from '@noble/curves/nist.js'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Authenticator } from '../../../src/ctap2/authenticator.ts'
import {
  agreeOnKey,
  encapsulate,
  forgetKeyAgreement,
} from '../../../src/ctap2/pin/key-agreement.ts'
import { encodePin, padPin, PinTextError } from '../../../src/ctap2/pin/pin-text.ts'
import { hashPin } from '../../../src/ctap2/pin/pin-hash.ts'
import { permissionBits } from '../../../src/ctap2/pin/permissions.ts'
import { PinToken } from '../../../src/ctap2/pin/pin-token.ts'
import { protocolOne } from '../../../src/ctap2/pin/protocol-one.ts'
import { protocolTwo } from '../../../src/ctap2/pin/protocol-two.ts'
import type { CborMap, CborValue } from '../../../src/ctap2/cbor.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { openVirtualKey } from '../../support/key-port.ts'
import { hex } from '../../support/scripted-key.ts'

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe('PIN text (CTAP 2.2, section 6.5.1)', () => {
  test('is UTF-8 in Form C, not padded', () => {
    expect(toHex(encodePin('1234'))).toBe('31323334')
    expect(encodePin('Cafe\u0301')).toEqual(encodePin('Caf\u00e9'))
    expect(encodePin(Buffer.from('Cafe\u0301'))).toEqual(encodePin('Caf\u00e9'))
  })

  test.each([
    ['three code points of nine bytes', '\u6c34\u6c34\u6c34', 'too-short', 4],
    ['four letters that normalize to three', 'cae\u0301', 'too-short', 4],
    ['64 bytes', '1'.repeat(64), 'too-long', 63],
    ['32 letters of two bytes', '\u00fc'.repeat(32), 'too-long', 63],
    ['a zero, which the key would cut', '1234\u0000', 'not-text', 63],
    ['half of a letter', '123\ud800', 'not-text', 0],
  ])('refuses %s', (_name, text, reason, limit) => {
    const error: unknown = (() => {
      try {
        return encodePin(text)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toBeInstanceOf(PinTextError)
    expect(error).toMatchObject({ reason, limit })
    expect(String(error)).not.toContain(text)
  })

  test('refuses bytes that are not UTF-8', () => {
    expect(() => encodePin(hex('31323334ff'))).toThrow(PinTextError)
  })

  test('keeps to the limits of the key, but never beyond 63 bytes', () => {
    expect(() => encodePin('12345', { minimumLength: 6 })).toThrow('too-short')
    expect(() => encodePin('1'.repeat(10), { maximumBytes: 9 })).toThrow('too-long')
    expect(() => encodePin('1'.repeat(64), { maximumBytes: 200 })).toThrow('too-long')
    expect(encodePin('\ud83d\udc1f'.repeat(4))).toHaveLength(16)
  })

  test('gives a copy, so that zeroing one does not zero the other', () => {
    const typed = new TextEncoder().encode('123456')
    const pin = encodePin(typed)
    typed.fill(0)
    expect(toHex(pin)).toBe('313233343536')
  })

  test('is padded with zeros to 64 bytes, and hashed without', () => {
    expect(padPin(encodePin('1234'))).toHaveLength(64)
    expect(() => padPin(new Uint8Array(64))).toThrow(PinTextError)
    // SHA-256("1234") = 03ac674216f3e15c761ee1a5e255f067953623c8b388b4459e13f978d7c846f4
    expect(toHex(hashPin(encodePin('1234')))).toBe('03ac674216f3e15c761ee1a5e255f067')
  })

  test('every text is a PIN within limits or a PinTextError', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        try {
          const pin = encodePin(text)
          expect(pin.length).toBeLessThanOrEqual(63)
          expect(Array.from(Buffer.from(pin).toString()).length).toBeGreaterThanOrEqual(4)
        } catch (error) {
          expect(error).toBeInstanceOf(PinTextError)
        }
      }),
    )
  })
})

// The authenticator's side by @noble/curves and HKDF of node:crypto: nothing shared with the client.
const peerSecret = p256.utils.randomSecretKey()
const peerPoint = p256.getPublicKey(peerSecret, false)

function coseOf(point: Uint8Array): CborMap {
  return new Map<number, CborValue>([
    [1, 2],
    [3, -25],
    [-1, 1],
    [-2, point.slice(1, 33)],
    [-3, point.slice(33)],
  ])
}

function peerZ(platformKey: CborMap): Uint8Array {
  const [x, y] = [platformKey.get(-2), platformKey.get(-3)]
  if (!(x instanceof Uint8Array) || !(y instanceof Uint8Array)) throw new Error('no point')
  const point = new Uint8Array([4, ...x, ...y])
  return p256.getSharedSecret(peerSecret, point, true).slice(1)
}

describe('key agreement (CTAP 2.2, section 6.5.6)', () => {
  test('one that is forgotten leaves nothing with its key', async () => {
    const authenticator = await Authenticator.open(openVirtualKey(new VirtualKey()))
    const first = await agreeOnKey(authenticator, {})
    forgetKeyAgreement(authenticator)
    expect(first.secret.every((byte) => byte === 0)).toBe(true)
    const second = await agreeOnKey(authenticator, {})
    expect(getEventListeners(authenticator.closed, 'abort')).toHaveLength(1)
    await authenticator.close()
    expect(second.secret.every((byte) => byte === 0)).toBe(true)
    expect(getEventListeners(authenticator.closed, 'abort')).toHaveLength(0)
  })

  test('protocol one: SHA-256 of the shared x', () => {
    const { secret, platformKey } = encapsulate(protocolOne, coseOf(peerPoint))
    expect(secret).toEqual(protocolOne.deriveSecret(peerZ(platformKey)))
    expect([...platformKey.entries()].slice(0, 3)).toEqual([
      [1, 2],
      [3, -25],
      [-1, 1],
    ])
  })

  test('protocol two: HKDF to an HMAC key and an AES key', () => {
    const { secret, platformKey } = encapsulate(protocolTwo, coseOf(peerPoint))
    const z = peerZ(platformKey)
    const derive = (info: string): Uint8Array =>
      new Uint8Array(hkdfSync('sha256', z, new Uint8Array(32), info, 32))
    expect(secret.subarray(0, 32)).toEqual(derive('CTAP2 HMAC key'))
    expect(secret.subarray(32)).toEqual(derive('CTAP2 AES key'))
  })

  test.each<[string, (key: Map<number, CborValue>) => unknown]>([
    ['a point beside the curve', (key) => key.set(-2, new Uint8Array(32).fill(1))],
    ['another curve', (key) => key.set(-1, 2)],
    ['another kind of key', (key) => key.set(1, 1)],
    ['a short coordinate', (key) => key.set(-3, new Uint8Array(31))],
    ['no coordinate', (key) => key.delete(-3)],
    ['the point at infinity', (key) => key.set(-2, new Uint8Array(32)).set(-3, new Uint8Array(32))],
  ])('refuses %s', (_name, change) => {
    const key = new Map<number, CborValue>(
      [...coseOf(peerPoint)].map(([k, v]): [number, CborValue] => [Number(k), v]),
    )
    change(key)
    expect(() => encapsulate(protocolTwo, key)).toThrow(
      expect.objectContaining({ name: 'KeyProtocolError', command: 'authenticatorClientPIN' }),
    )
  })
})

describe.each([
  ['one', protocolOne, 32],
  ['two', protocolTwo, 64],
] as const)('PIN/UV auth protocol %s', (_name, protocol, secretSize) => {
  const secret = Uint8Array.from({ length: secretSize }, (_, index) => index)

  test('decrypts what it encrypted, block by block', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(255), (blocks, byte) => {
        const plain = new Uint8Array(16 * blocks).fill(byte)
        expect(protocol.decrypt(secret, protocol.encrypt(secret, plain))).toEqual(plain)
      }),
      { numRuns: 20 },
    )
  })

  test.each([0, 15, 33])('refuses a ciphertext of %d bytes', (length) => {
    expect(() => protocol.decrypt(secret, new Uint8Array(length))).toThrow(RangeError)
  })
})

describe('the two protocols differ as the standard has it', () => {
  test('one: zero IV, HMAC cut to 16 bytes, tokens of 16 or 32 bytes', () => {
    const secret = new Uint8Array(32).fill(1)
    const cipher = createCipheriv('aes-256-cbc', secret, new Uint8Array(16)).setAutoPadding(false)
    const expected = new Uint8Array(cipher.update(new Uint8Array(16)))
    expect(protocolOne.encrypt(secret, new Uint8Array(16))).toEqual(expected)
    // RFC 4231, test case 2, cut to 16 bytes.
    const authenticated = protocolOne.authenticate(
      Buffer.from('Jefe'),
      Buffer.from('what do ya want for nothing?'),
    )
    expect(toHex(authenticated)).toBe('5bdcc146bf60754e6a042426089575c7')
    expect([16, 32, 48].map((length) => protocolOne.isTokenLength(length))).toEqual([
      true,
      true,
      false,
    ])
  })

  test('two: random IV before the ciphertext, whole HMAC, tokens of 32 bytes', () => {
    const secret = new Uint8Array(64).fill(1)
    const [a, b] = [1, 2].map(() => protocolTwo.encrypt(secret, new Uint8Array(16)))
    expect(a).toHaveLength(32)
    expect(a).not.toEqual(b)
    const key = new Uint8Array(20).fill(0x0b)
    // RFC 4231, test case 1.
    expect(toHex(protocolTwo.authenticate(key, Buffer.from('Hi There')))).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    )
    expect([16, 32].map((length) => protocolTwo.isTokenLength(length))).toEqual([false, true])
  })
})

describe('pinUvAuthToken', () => {
  const token = (): PinToken =>
    new PinToken(protocolTwo, new Uint8Array(32).fill(3), ['getAssertion'], 'example.com')

  test('authenticates by its own protocol until it is disposed of', () => {
    const one = token()
    expect(one.permits('getAssertion')).toBe(true)
    expect(one.permits('makeCredential')).toBe(false)
    expect(one.authenticate(hex('00'))).toHaveLength(32)
    one.dispose()
    expect(() => one.authenticate(hex('00'))).toThrow('disposed')
  })

  test('keeps its bytes to itself', () => {
    expect(JSON.stringify(token())).not.toContain('3,3')
    expect(JSON.stringify(token())).not.toContain('0303')
  })

  test('opens the sealed state of getInfo: AES-128-CBC under HKDF of the name', () => {
    const key = hkdfSync(
      'sha256',
      new Uint8Array(32).fill(3),
      new Uint8Array(32),
      'encIdentifier',
      16,
    )
    const iv = new Uint8Array(16).fill(9)
    const cipher = createCipheriv('aes-128-cbc', new Uint8Array(key), iv).setAutoPadding(false)
    const identifier = new Uint8Array(16).fill(5)
    const sealed = new Uint8Array([...iv, ...cipher.update(identifier)])
    expect(token().openSealedState('encIdentifier', sealed)).toEqual(identifier)
    expect(token().openSealedState('encCredStoreState', sealed)).not.toEqual(identifier)
    expect(token().openSealedState('encIdentifier', hex('00'))).toBeNull()
  })

  test('permissions have the bits of the standard', () => {
    expect(permissionBits(['makeCredential', 'getAssertion'])).toBe(0x03)
    expect(permissionBits(['persistentCredentialManagementReadOnly'])).toBe(0x40)
  })
})
