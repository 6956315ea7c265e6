import { createHash, verify, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { VirtualKey } from '../../../../src/simulator/virtual-key/virtual-key.ts'
import { settle, TestHost } from '../host.ts'
import { assertion, sha256 } from '../platform.ts'

const challenge = createHash('sha256').update('challenge').digest()
const application = sha256('example.com')

function apdu(ins: number, p1: number, data: Uint8Array, cla = 0): Uint8Array {
  const head = Buffer.of(cla, ins, p1, 0, 0, data.length >> 8, data.length & 0xff)
  return Buffer.concat([head, data, Buffer.of(0, 0)])
}

async function ask(host: TestHost, request: Uint8Array): Promise<{ data: Buffer; word: number }> {
  const { payload } = await host.exchange(0x03, request)
  const answer = Buffer.from(payload)
  return { data: answer.subarray(0, -2), word: answer.readUInt16BE(answer.length - 2) }
}

const register = (host: TestHost): Promise<{ data: Buffer; word: number }> =>
  ask(host, apdu(1, 0, Buffer.concat([challenge, application])))

const authenticate = (
  host: TestHost,
  handle: Uint8Array,
  p1 = 3,
): Promise<{ data: Buffer; word: number }> => {
  const data = Buffer.concat([challenge, application, Buffer.of(handle.length), handle])
  return ask(host, apdu(2, p1, data))
}

function publicKeyOf(point: Buffer): {
  key: { kty: string; crv: string; x: string; y: string }
  format: 'jwk'
} {
  const x = point.subarray(1, 33).toString('base64url')
  const y = point.subarray(33).toString('base64url')
  return { key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' }
}

function registration(data: Buffer): {
  point: Buffer
  handle: Buffer
  certificate: X509Certificate
  signature: Buffer
} {
  const point = data.subarray(1, 66)
  const handle = data.subarray(67, 67 + data.readUInt8(66))
  const rest = data.subarray(67 + handle.length)
  const certificate = new X509Certificate(rest)
  return { point, handle, certificate, signature: rest.subarray(certificate.raw.length) }
}

describe('U2F', () => {
  test('registers and authenticates (FIDO U2F 1.2 raw messages)', async () => {
    const host = await TestHost.open(new VirtualKey())
    const { data, word } = await register(host)
    expect([word, data[0]]).toEqual([0x9000, 5])
    const { point, handle, certificate, signature } = registration(data)
    const signed = Buffer.concat([Buffer.of(0), application, challenge, handle, point])
    expect(verify('sha256', signed, certificate.publicKey, signature)).toBe(true)
    const used = await authenticate(host, handle)
    const proof = Buffer.concat([application, used.data.subarray(0, 5), challenge])
    expect(used.data[0]).toBe(1)
    expect(used.data.readUInt32BE(1)).toBe(1)
    expect(verify('sha256', proof, publicKeyOf(point), used.data.subarray(5))).toBe(true)
    expect((await authenticate(host, handle, 8)).data[0]).toBe(0)
  })

  /** The cases of SoloKeys' fido2-tests, tests/standard/u2f/test_u2f.py. */
  test('says what is wrong', async () => {
    const host = await TestHost.open(new VirtualKey())
    const { handle } = registration((await register(host)).data)
    expect((await ask(host, apdu(3, 0, Buffer.alloc(0)))).data.toString()).toBe('U2F_V2')
    expect((await authenticate(host, handle, 7)).word).toBe(0x6985)
    const bent = Uint8Array.from(handle, (byte, index) => (index === 0 ? byte ^ 0x40 : byte))
    expect((await authenticate(host, bent, 7)).word).toBe(0x6a80)
    expect((await authenticate(host, handle.subarray(0, 20))).word).toBe(0x6a80)
    expect((await ask(host, apdu(0, 0, Buffer.alloc(0)))).word).toBe(0x6d00)
    expect((await ask(host, apdu(3, 0, Buffer.from('abc'), 1))).word).toBe(0x6e00)
    expect((await ask(host, apdu(1, 0, Buffer.alloc(63)))).word).toBe(0x6700)
    expect((await ask(host, Buffer.of(0, 1))).word).toBe(0x6700)
  })

  test('a handle is a credential for CTAP2 too (CTAP 2.1 section 10.3)', async () => {
    const host = await TestHost.open(new VirtualKey())
    const { handle } = registration((await register(host)).data)
    expect((await host.run(0x02, assertion({ allow: [handle] }))).status).toBe(0)
  })

  test('asks for a touch until it came', async () => {
    const key = new VirtualKey({ touch: 'ask' })
    const host = await TestHost.open(key)
    expect((await register(host)).word).toBe(0x6985)
    expect(key.touch()).toBe(true)
    await settle()
    expect((await register(host)).word).toBe(0x9000)
    expect((await register(host)).word).toBe(0x6985)
  })

  test('a key of FIDO2 only has no messages', async () => {
    const host = await TestHost.open(new VirtualKey({ profile: { versions: ['FIDO_2_1'] } }))
    const answer = await host.exchange(0x03, apdu(3, 0, Buffer.alloc(0)))
    expect(answer).toMatchObject({ command: 0x3f, payload: Uint8Array.of(1) })
  })
})
