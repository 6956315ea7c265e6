import { expect, test } from 'vitest'
import { textsIn } from '../../../../src/main/terminal/language.ts'
import { isExcepted, readProxy } from '../../../../src/main/terminal/network/proxy.ts'
import { UsageError } from '../../../../src/main/terminal/usage-error.ts'

test.each([
  ['http://proxy.example.com:8080', 'http://proxy.example.com:8080/', null],
  ['proxy.example.com:8080', 'http://proxy.example.com:8080/', null],
  ['https://proxy.example.com', 'https://proxy.example.com/', null],
  // RFC 7617 section 2: base64 of `Aladdin:open sesame`.
  ['http://Aladdin:open%20sesame@proxy:80', 'http://proxy/', 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
  ['http://desk@proxy:3128', 'http://proxy:3128/', 'Basic ZGVzazo='],
])('HTTPS_PROXY=%s', (text, address, authorization) => {
  const proxy = readProxy({ HTTPS_PROXY: text })
  expect(proxy?.address.href).toBe(address)
  expect(proxy?.authorization).toBe(authorization)
})

test('without a proxy there is none; the lower-case name comes first, as in curl', () => {
  expect(readProxy({})).toBeNull()
  expect(readProxy({ HTTPS_PROXY: ' ' })).toBeNull()
  const both = { https_proxy: 'http://one:1', HTTPS_PROXY: 'http://two:2' }
  expect(readProxy(both)?.address.host).toBe('one:1')
})

function toldBy(read: () => unknown): string {
  try {
    return String(read())
  } catch (error) {
    return error instanceof UsageError ? error.sentence(textsIn('en').terminal) : ''
  }
}

test.each(['socks5://proxy:1080', 'http://', 'http://desk:secret@', 'a b'])(
  'HTTPS_PROXY=%s is refused without repeating it',
  (text) => {
    const read = (): unknown => readProxy({ HTTPS_PROXY: text })
    expect(read).toThrow(UsageError)
    expect(toldBy(read)).toMatch(/^HTTPS_PROXY must be like http:\/\/proxy\.example\.com:8080\. /)
  },
)

test.each([
  ['acme.okta.com', true],
  ['okta.com', true],
  ['.okta.com', true],
  ['*.okta.com', true],
  ['example.com, OKTA.com', true],
  ['example.com okta.com:443', true],
  ['*', true],
  ['okta.com:8443', false],
  ['kta.com', false],
  ['beta.okta.com', false],
  ['', false],
])('NO_PROXY=%s excepts acme.okta.com: %s', (list, expected) => {
  expect(isExcepted(new URL('https://acme.okta.com/'), { NO_PROXY: list })).toBe(expected)
})

test.each(['http://127.0.0.1:4999', 'http://localhost:4999', 'http://[::1]:4999'])(
  '%s never goes through a proxy',
  (address) => {
    expect(isExcepted(new URL(address), {})).toBe(true)
  },
)
