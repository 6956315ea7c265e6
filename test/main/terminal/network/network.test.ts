import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { readConnection } from '../../../../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../../../../src/main/provider/okta/provider.ts'
import { openNetwork } from '../../../../src/main/terminal/network/network.ts'
import type { TerminalIo } from '../../../../src/main/terminal/printing/io.ts'
import { runTerminal } from '../../../../src/main/terminal/run-terminal.ts'
import { startOktaDouble } from '../../../../src/simulator/okta/okta-double.ts'
import { makeAuthority, serveRaw, serveTls, startProxy } from '../../../support/company-network.ts'

const host = 'acme.okta.example'
const blockPage = 'HTTP/1.1 403 Forbidden\r\ncontent-type: text/html\r\n\r\n<html>Blocked</html>'

async function fileWith(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-network-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'authority.pem')
  await writeFile(file, text)
  return file
}

/** A double of Okta behind TLS with a certificate of a private authority, at a host nobody can resolve. */
async function behindTls(certificateHost = host, to?: string) {
  const okta = await startOktaDouble()
  onTestFinished(() => okta.close())
  const authority = makeAuthority()
  const issued = authority.issueFor(certificateHost, to)
  const port = await serveTls(issued, Number(new URL(okta.url).port))
  return { port, okta, trusted: await fileWith(authority.pem) }
}

/** The network of a terminal, until the test ends. */
async function wayOut(variables: Readonly<Record<string, string>>): Promise<typeof fetch> {
  const network = await openNetwork(variables)
  onTestFinished(() => network.close())
  return network.fetch
}

/** Asks the organization for a person, over the SDK and the station's own executor. */
async function ask(orgUrl: string, variables: Readonly<Record<string, string>>) {
  const auth = { kind: 'token', token: '00Q-lab-token' }
  const provider = createOktaProvider(readConnection({ orgUrl, auth }), {
    fetch: await wayOut(variables),
    now: Date.now,
    sleep: () => Promise.resolve(),
  })
  return await provider.getPerson('jane.doe@example.com').then(
    ({ login }) => login,
    (error: unknown) => error,
  )
}

describe('a terminal in a company’s network', () => {
  test('goes through the proxy HTTPS_PROXY names, and trusts the authority it is given', async () => {
    const { port, okta, trusted } = await behindTls()
    const proxy = await startProxy(port)
    const auth = okta.connectionFor('token').auth
    const provider = createOktaProvider(readConnection({ orgUrl: `https://${host}`, auth }), {
      fetch: await wayOut({
        HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
        NODE_EXTRA_CA_CERTS: trusted,
      }),
      now: Date.now,
    })
    const jane = await provider.getPerson('jane.doe@example.com')
    expect(jane.login).toBe('jane.doe@example.com')
    expect(proxy.asked).toEqual([`${host}:443`])
  })

  test('takes the system’s own authorities from the file SSL_CERT_FILE names', async () => {
    const { port, trusted } = await behindTls('localhost')
    const get = await wayOut({ SSL_CERT_FILE: trusted })
    const answer = await get(`https://localhost:${port}/.well-known/okta-organization`)
    expect(answer.status).toBe(200)
  })

  test('says that an authority is unknown, at once and with its reason', async () => {
    const { port, okta } = await behindTls('localhost')
    expect(await ask(`https://localhost:${port}`, {})).toMatchObject({
      reason: { code: 'certificate-unknown', host: `localhost:${port}` },
      isUncertain: false,
    })
    expect(okta.records().requests).toEqual([])
  })

  test('says so too behind a proxy that reads along', async () => {
    const { port } = await behindTls()
    const proxy = await startProxy(port)
    const variables = { https_proxy: `127.0.0.1:${proxy.port}` }
    expect(await ask(`https://${host}`, variables)).toMatchObject({
      reason: { code: 'certificate-unknown', host },
    })
    expect(proxy.asked).toHaveLength(1)
  })

  test.each([
    ['for another name', 'other.example', undefined, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['out of date', 'localhost', '210101000000Z', 'CERT_HAS_EXPIRED'],
  ])('says that a certificate is %s', async (_, name, to, reason) => {
    const { port, trusted } = await behindTls(name, to)
    const outcome = await ask(`https://localhost:${port}`, { NODE_EXTRA_CA_CERTS: trusted })
    expect(outcome).toMatchObject({ reason: { code: 'certificate-invalid', reason } })
  })

  test('signs in to a proxy that asks for a name, and says so where it has none', async () => {
    const { port, trusted } = await behindTls()
    const wanted = `Basic ${Buffer.from('desk:p@ss').toString('base64')}`
    const proxy = await startProxy(port, (headers) =>
      headers['proxy-authorization'] === wanted ? null : 407,
    )
    const variables = { NODE_EXTRA_CA_CERTS: trusted }
    const place = `127.0.0.1:${proxy.port}`
    const refused = await ask(`https://${host}`, { ...variables, HTTPS_PROXY: `http://${place}` })
    expect(refused).toMatchObject({ reason: { code: 'proxy-sign-in', host }, isUncertain: false })
    expect(proxy.asked).toHaveLength(1)
    const signedIn = { ...variables, HTTPS_PROXY: `http://desk:p%40ss@${place}` }
    expect(await ask(`https://${host}`, signedIn)).toMatchObject({
      reason: { code: 'provider-sign-in-refused' },
    })
  })

  test.each([
    [403, 1],
    [503, 4],
  ])('says what a proxy that refuses with %i said, and asks it %i times', async (status, times) => {
    const proxy = await startProxy(9, () => status)
    const variables = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }
    expect(await ask(`https://${host}`, variables)).toMatchObject({
      reason: {
        code: 'proxy-answered',
        reason: `CONNECT ${status}`,
        stage: 'connect',
        status,
        host,
      },
      isUncertain: false,
    })
    expect(proxy.asked).toHaveLength(times)
  })

  test('says that the proxy is not there', async () => {
    const variables = { HTTPS_PROXY: 'http://127.0.0.1:9' }
    expect(await ask(`https://${host}`, variables)).toMatchObject({
      reason: { code: 'proxy-unreachable', host },
    })
  })

  test('says that a proxy closes what it accepted, and leaves it alone from then on', async () => {
    const proxy = await serveRaw((socket) => socket.once('data', () => socket.destroy()))
    const get = await wayOut({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` })
    await expect(get(`https://${host}/`)).rejects.toMatchObject({
      cause: { code: 'ERR_PROXY_CONNECTION_FAILED' },
    })
    expect(proxy.connections()).toBe(1)
    expect(
      await ask(`https://${host}`, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }),
    ).toMatchObject({ reason: { code: 'proxy-unreachable', host }, isUncertain: false })
    // Four attempts, as where nobody is there.
    expect(proxy.connections()).toBe(5)
  })

  test.each([
    ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', 'CONNECT'],
    ['a page', 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html>', 'CONNECT 200'],
    ['a TLS alert', '\x15\x03\x01\x00\x02\x02\x28', 'CONNECT'],
  ])('says that a proxy answers with %s', async (_, answer, reason) => {
    const proxy = await serveRaw((socket) => socket.once('data', () => socket.end(answer)))
    const variables = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }
    expect(await ask(`https://${host}`, variables)).toMatchObject({
      reason: { code: 'proxy-answered', host, reason },
      isUncertain: false,
    })
    expect(proxy.connections()).toBe(1)
  })

  test('says that a page comes through the tunnel where TLS should', async () => {
    const page = await serveRaw((socket) => socket.once('data', () => socket.end(blockPage)))
    const proxy = await startProxy(page.port)
    const variables = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }
    expect(await ask(`https://${host}`, variables)).toMatchObject({
      reason: { code: 'proxy-answered', host, reason: 'CONNECT 200' },
      isUncertain: false,
    })
    expect(proxy.asked).toHaveLength(1)
  })

  test('says that a tunnel is closed before TLS stands', async () => {
    const end = await serveRaw((socket) => socket.once('data', () => socket.destroy()))
    const proxy = await startProxy(end.port)
    const variables = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }
    expect(await ask(`https://${host}`, variables)).toMatchObject({
      reason: { code: 'proxy-unreachable', host },
      isUncertain: false,
    })
    expect(proxy.asked).toHaveLength(4)
  })

  test('says that a proxy named with https speaks no TLS', async () => {
    const proxy = await startProxy(9)
    const variables = { HTTPS_PROXY: `https://127.0.0.1:${proxy.port}` }
    expect(await ask(`https://${host}`, variables)).toMatchObject({
      reason: { code: 'proxy-answered', host, reason: 'CONNECT' },
    })
    expect(proxy.asked).toEqual([])
  })

  test('goes through a proxy that is spoken to over TLS, under its own name', async () => {
    const { port, trusted } = await behindTls()
    const authority = makeAuthority('Proxy CA')
    const inner = await startProxy(port)
    const outer = await serveTls(authority.issueFor('localhost'), inner.port)
    const variables = {
      HTTPS_PROXY: `https://localhost:${outer}`,
      NODE_EXTRA_CA_CERTS: await fileWith(authority.pem),
      SSL_CERT_FILE: trusted,
    }
    expect(await ask(`https://${host}`, variables)).toMatchObject({
      reason: { code: 'provider-sign-in-refused' },
    })
    expect(new Set(inner.asked)).toEqual(new Set([`${host}:443`]))
  })

  test('lets go of a proxy that never answers', async () => {
    const proxy = await serveRaw(() => undefined)
    const network = await openNetwork({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` })
    const asked = network.fetch(`https://${host}/`)
    await proxy.reached
    await network.close()
    await expect(asked).rejects.toBeInstanceOf(Error)
    await proxy.left
  })

  test('says that something without TLS is there where Okta should be', async () => {
    const okta = await startOktaDouble()
    onTestFinished(() => okta.close())
    const place = `localhost:${new URL(okta.url).port}`
    expect(await ask(`https://${place}`, {})).toMatchObject({
      reason: { code: 'no-tls', host: place },
      isUncertain: false,
    })
  })

  test('goes straight to what NO_PROXY excepts, and to this computer always', async () => {
    const okta = await startOktaDouble()
    onTestFinished(() => okta.close())
    const get = await wayOut({ HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: 'okta.example' })
    expect((await get(`${okta.url}/.well-known/okta-organization`)).status).toBe(200)
    await expect(get(`https://${host}/`)).rejects.toMatchObject({ cause: { code: 'ENOTFOUND' } })
    await expect(get('https://elsewhere.example/')).rejects.toMatchObject({
      cause: { code: 'ERR_PROXY_CONNECTION_FAILED' },
    })
  })
})

describe('a whole command line', () => {
  async function readiness(variables: Readonly<Record<string, string>>) {
    const folder = await mkdtemp(join(tmpdir(), 'keydesk-network-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = join(folder, 'connection.json')
    const auth = { kind: 'token', token: '00Q-lab-token' }
    await writeFile(file, JSON.stringify({ orgUrl: `https://${host}`, auth }))
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
    onTestFinished(() => void vi.unstubAllEnvs())
    const lines: string[] = []
    const io: TerminalIo = {
      print: (line) => void lines.push(line),
      tell: (line) => void lines.push(line),
      askHidden: null,
      ask: null,
      onInterrupt: () => undefined,
    }
    const status = await runTerminal(['readiness', '--connection', file, '--data', folder], io)
    return { status, told: lines.join('\n') }
  }

  test('tells of an authority nobody knows, and how to trust it', async () => {
    const { port } = await behindTls()
    const proxy = await startProxy(port)
    const { status, told } = await readiness({ HTTPS_PROXY: `127.0.0.1:${proxy.port}` })
    expect(status).toBe(1)
    expect(told).toContain(`shown for ${host} is by an authority this computer does not know`)
    expect(told).toContain('add its authority to this computer’s certificates')
  })

  test('names the variable that makes no sense', async () => {
    expect(await readiness({ https_proxy: 'socks5://127.0.0.1:1' })).toMatchObject({ status: 2 })
    const { status, told } = await readiness({ https_proxy: '', SSL_CERT_FILE: '/nowhere.pem' })
    expect(status).toBe(2)
    expect(told).toContain('SSL_CERT_FILE names a file that cannot be read: /nowhere.pem.')
  })

  test('takes authorities that an editor saved with a byte order mark, and no heap of bytes', async () => {
    const { port, trusted } = await behindTls('localhost')
    const marked = await fileWith(`\ufeff${await readFile(trusted, 'utf8')}`)
    const get = await wayOut({ SSL_CERT_FILE: marked })
    expect((await get(`https://localhost:${port}/.well-known/okta-organization`)).status).toBe(200)
    const heap = await fileWith('x'.repeat(16 * 1024 * 1024 + 1))
    await expect(openNetwork({ NODE_EXTRA_CA_CERTS: heap })).rejects.toThrow('no-authorities')
  })
})
