import { createECDH, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { signDeterministically } from '../../../../src/simulator/virtual-key/crypto/deterministic-ecdsa.ts'
import { hexBytes } from '../host.ts'

/** RFC 6979 appendix A.2.5: P-256 with SHA-256. */
const SECRET = hexBytes('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721')

test.each([
  [
    'sample',
    'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716',
    'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  ],
  [
    'test',
    'f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367',
    '019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083',
  ],
])('%s is signed as in RFC 6979', (message, r, s) => {
  const signature = Buffer.from(signDeterministically(SECRET, Buffer.from(message))).toString('hex')
  expect(signature).toContain(r)
  expect(signature.replace(/^.*?(?=.{64}$)/, '')).toBe(s)
})

test('what is signed verifies', () => {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(SECRET)
  const point = ecdh.getPublicKey()
  const x = point.subarray(1, 33).toString('base64url')
  const y = point.subarray(33).toString('base64url')
  const key = { key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' } as const
  for (let round = 0; round < 50; round++) {
    const message = Buffer.from(`message ${round}`)
    expect(verify('sha256', message, key, signDeterministically(SECRET, message))).toBe(true)
  }
})
