import { describe, expect, test } from 'vitest'
import { causeOfSilence } from '../../../../../src/main/provider/okta/calls/network-failures.ts'
import { readConnection } from '../../../../../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../../../../../src/main/provider/okta/provider.ts'
import { startLocalOkta, type Reply } from '../local-okta.ts'

const host = 'acme.okta.com'
const coded = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('lost'), { code }) })

// Node's names are OpenSSL's (node/src/crypto/crypto_common.cc), the window's are Chromium's
// (net/base/net_error_list.h) as Electron's fetch puts them into the message.
test.each([
  ['certificate-unknown', coded('UNABLE_TO_GET_ISSUER_CERT_LOCALLY')],
  ['certificate-unknown', coded('SELF_SIGNED_CERT_IN_CHAIN')],
  ['certificate-unknown', coded('DEPTH_ZERO_SELF_SIGNED_CERT')],
  ['certificate-unknown', coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
  ['certificate-unknown', new Error('net::ERR_CERT_AUTHORITY_INVALID')],
  ['no-tls', coded('ERR_SSL_WRONG_VERSION_NUMBER')],
  ['no-tls', coded('ERR_SSL_PACKET_LENGTH_TOO_LONG')],
  ['provider-unreachable', coded('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE')],
  ['certificate-invalid', coded('CERT_HAS_EXPIRED')],
  ['certificate-invalid', coded('ERR_TLS_CERT_ALTNAME_INVALID')],
  ['certificate-invalid', new Error('net::ERR_CERT_DATE_INVALID')],
  ['certificate-invalid', new Error('net::ERR_CERT_COMMON_NAME_INVALID')],
  ['certificate-invalid', new Error('net::ERR_CERT_REVOKED')],
  ['proxy-sign-in', new Error('net::ERR_PROXY_AUTH_REQUESTED')],
  ['proxy-sign-in', new Error('net::ERR_PROXY_AUTH_UNSUPPORTED')],
  ['proxy-answered', new Error('net::ERR_TUNNEL_CONNECTION_FAILED')],
  ['proxy-answered', new Error("Attempted to redirect, but redirect policy was 'error'")],
  ['proxy-answered', new TypeError('fetch failed', { cause: new Error('unexpected redirect') })],
  ['proxy-unreachable', new Error('net::ERR_PROXY_CONNECTION_FAILED')],
  ['proxy-unreachable', new Error('net::ERR_PROXY_CERTIFICATE_INVALID')],
  ['proxy-unreachable', new Error('net::ERR_PAC_SCRIPT_FAILED')],
  ['provider-unreachable', coded('ECONNREFUSED')],
  ['provider-unreachable', new Error('net::ERR_NAME_NOT_RESOLVED')],
  ['provider-unreachable', new Error('a sentence that may hold anything')],
])('%s is told from: %s', (code, error) => {
  expect(causeOfSilence(host, error)).toMatchObject({ code, host })
})

/** Asks for a person and, where `enroll`, begins a registration. */
async function answeredWith(reply: Reply, enroll = false) {
  const okta = await startLocalOkta(() => reply)
  const auth = { kind: 'token', token: '00Q1' }
  const provider = createOktaProvider(readConnection({ orgUrl: okta.url, auth }), {
    fetch,
    now: Date.now,
    sleep: () => Promise.resolve(),
  })
  const act = enroll ? provider.suspendPerson('00u1') : provider.getPerson('00u1')
  const error: unknown = await act.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return { error, times: okta.received.length, host: new URL(okta.url).host }
}

const page = (title: string): string => `<!DOCTYPE html><html><head><title>${title}</title></head>`
const squid = {
  'x-okta-request-id': '',
  via: '1.1 proxy.example.com (squid/6.10)',
  'x-squid-error': 'ERR_ACCESS_DENIED 0',
}
const unsigned = { 'x-okta-request-id': '' }

describe('what answers in Okta’s place', () => {
  test.each([502, 503, 504])('a page of a proxy with %i is told by its title', async (status) => {
    const { error, times } = await answeredWith({
      status,
      headers: squid,
      body: page('ERROR: The requested URL could not be retrieved'),
    })
    const reason = `HTTP ${status}, “ERROR: The requested URL could not be retrieved”`
    expect(error).toMatchObject({ reason: { code: 'proxy-answered', reason } })
    expect(times).toBe(4)
  })

  test('a page that blocks is told once, whatever status and signature it has', async () => {
    for (const status of [200, 403, 404, 511]) {
      const { error, times } = await answeredWith({
        status,
        headers: status === 511 ? squid : unsigned,
        body: page('Blocked by policy'),
      })
      const reason = `HTTP ${status}, “Blocked by policy”`
      expect(error).toMatchObject({ reason: { code: 'proxy-answered', reason } })
      expect(times).toBe(status < 500 ? 1 : 4)
    }
  })

  test('a title is one line of plain text', async () => {
    const title = `a&amp;b\u001b]0;x\u0007\r\nIssued\u202e ${'z'.repeat(500)}`
    const { error } = await answeredWith({ status: 403, headers: squid, body: page(title) })
    const { reason } = (error as { reason: { reason: string } }).reason
    expect(reason).toMatch(/^HTTP 403, “a&b \]0;x Issued z+”$/)
    expect(reason.length).toBeLessThan(150)
  })

  test('a title that reads like a status or a tunnel decides nothing', async () => {
    const reason = { code: 'proxy-answered', stage: 'answer', status: 403 }
    for (const title of ['CONNECT 503', 'HTTP 503']) {
      const reply = { status: 403, headers: squid, body: page(title) }
      const { error, times } = await answeredWith(reply)
      expect(error).toMatchObject({ reason })
      expect(times).toBe(1)
      const changed = await answeredWith(reply, true)
      expect(changed.error).toMatchObject({ reason, isUncertain: true })
    }
  })

  test('a page without a title is told by its status', async () => {
    const { error } = await answeredWith({ status: 403, headers: squid, body: '<html>no</html>' })
    expect(error).toMatchObject({ reason: { code: 'proxy-answered', reason: 'HTTP 403' } })
  })

  test('a proxy that asks for a name is told as that', async () => {
    // As Chromium hands it over; Node's own fetch makes an error without words of a 407.
    let times = 0
    const provider = createOktaProvider(
      readConnection({ orgUrl: `https://${host}`, auth: { kind: 'token', token: '00Q1' } }),
      {
        fetch: () => {
          times += 1
          return Promise.resolve(new Response(page('Sign in'), { status: 407 }))
        },
        now: Date.now,
        sleep: () => Promise.resolve(),
      },
    )
    await expect(provider.getPerson('00u1')).rejects.toMatchObject({
      reason: { code: 'proxy-sign-in', host, reason: 'HTTP 407' },
      isUncertain: false,
    })
    expect(times).toBe(1)
  })

  test('whether a change was done before a proxy answered is not known', async () => {
    const { error } = await answeredWith(
      { status: 504, headers: squid, body: page('Timeout') },
      true,
    )
    expect(error).toMatchObject({ reason: { code: 'proxy-answered' }, isUncertain: true })
  })

  test('what Okta says itself is Okta’s, over whatever proxy it came', async () => {
    const body = { errorCode: 'E0000010', errorSummary: 'Service is in read only mode' }
    const own = [
      { status: 503, headers: squid, body },
      { status: 503, headers: { via: squid.via }, body: page('Okta is down') },
      { status: 503, headers: unsigned, body: page('503 Service Unavailable') },
      {
        status: 503,
        headers: { ...unsigned, via: '1.1 abc.cloudfront.net (CloudFront)' },
        body: page('ERROR'),
      },
    ]
    for (const reply of own) {
      const { error } = await answeredWith(reply)
      expect(error).toMatchObject({ reason: { code: 'provider-outage', status: 503 } })
    }
  })
})
