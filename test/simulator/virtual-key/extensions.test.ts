import { describe, expect, test } from 'vitest'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { Decoder } from 'cbor-x'
import { TestHost } from './host.ts'
import {
  agree,
  assertion,
  bytesAt,
  creation,
  decrypt,
  encrypt,
  getToken,
  makeDiscoverable,
  readAuthData,
  rk,
  setPin,
  sign,
  type Session,
  type Token,
} from './platform.ts'

const PIN = '1234'
const open = (): Promise<TestHost> => TestHost.open(new VirtualKey())
const decoder = new Decoder({ mapsAsObjects: false, useRecords: false })

/** The extensions in an answer's authenticator data: the last value of it. */
function outputs(members: ReadonlyMap<unknown, unknown>): ReadonlyMap<unknown, unknown> {
  const data = bytesAt(members, 2)
  const { flags, rest } = readAuthData(data)
  if ((flags & 0x80) === 0) return new Map()
  let last: unknown
  decoder.decodeMultiple(rest, (value: unknown) => {
    last = value
  })
  return last instanceof Map ? last : new Map()
}

const ask = (...asked: readonly (readonly [string, unknown])[]): Map<string, unknown> =>
  new Map(asked)

describe('credProtect', () => {
  const levels = [1, 2, 3]

  test.each(levels)('level %i is told back', async (level) => {
    const host = await open()
    const extensions = ask(['credProtect', level])
    const members = await host.succeed(0x01, creation({ options: rk, extensions }))
    expect(outputs(members).get('credProtect')).toBe(level)
  })

  test('other levels are refused', async () => {
    const host = await open()
    const status = async (level: unknown): Promise<number> =>
      (await host.run(0x01, creation({ extensions: ask(['credProtect', level]) }))).status
    expect(await status(4)).toBe(0x2c)
    expect(await status('1')).toBe(0x11)
  })

  test.each([
    [1, true, 0, 0, 0x19],
    [2, true, 0x2e, 0, 0x19],
    [3, true, 0x2e, 0x2e, 0],
    [2, false, 0x2e, 0, 0x19],
    [3, false, 0x2e, 0x2e, 0],
  ])(
    'level %i, discoverable %s: who is not verified sees it found %i, named %i, excluded %i',
    async (level, isDiscoverable, discovered, named, excluded) => {
      const host = await open()
      const extensions = ask(['credProtect', level])
      const wish = isDiscoverable ? { options: rk } : {}
      const members = await host.succeed(0x01, creation({ ...wish, extensions }))
      const allow = [readAuthData(bytesAt(members, 2)).credentialId]
      expect((await host.run(0x02, assertion())).status).toBe(discovered)
      expect((await host.run(0x02, assertion({ allow }))).status).toBe(named)
      expect((await host.run(0x01, creation({ exclude: allow }))).status).toBe(excluded)
      await setPin(host, PIN)
      const token = await getToken(host, PIN, { permissions: 2, rpId: 'example.com' })
      expect((await host.run(0x02, assertion({ allow, token }))).status).toBe(0)
    },
  )
})

describe.each([1, 2] as const)('hmac-secret with protocol %i', (protocol) => {
  const salts = Buffer.concat([Buffer.alloc(32, 0xa5), Buffer.alloc(32, 0x96)])

  function input(session: Session, plain: Uint8Array): Map<string, unknown> {
    const encrypted = encrypt(session, plain)
    const salt = new Map<number, unknown>([
      [1, session.keyAgreement],
      [2, encrypted],
      [3, sign(protocol, session.secret, encrypted)],
    ])
    return ask(['hmac-secret', protocol === 1 ? salt : salt.set(4, 2)])
  }

  async function derive(host: TestHost, plain: Uint8Array, token?: Token): Promise<Uint8Array> {
    const session = await agree(host, protocol)
    const wish = { extensions: input(session, plain), ...(token && { token }) }
    const members = await host.succeed(0x02, assertion(wish))
    return decrypt(session, bytesAt(outputs(members), 'hmac-secret'))
  }

  test('gives the same output for the same salt, another with verification', async () => {
    const host = await open()
    const extensions = ask(['hmac-secret', true])
    const made = await host.succeed(0x01, creation({ options: rk, extensions }))
    expect(outputs(made).get('hmac-secret')).toBe(true)
    const both = await derive(host, salts)
    expect(both).toHaveLength(64)
    expect(await derive(host, salts.subarray(0, 32))).toEqual(both.subarray(0, 32))
    expect(both.subarray(0, 32)).not.toEqual(both.subarray(32))
    await setPin(host, PIN, protocol)
    const token = await getToken(host, PIN, { permissions: 2, rpId: 'example.com', protocol })
    expect(await derive(host, salts, token)).not.toEqual(both)
  })

  test('refuses other lengths, a wrong saltAuth and a question without touch', async () => {
    const host = await open()
    await makeDiscoverable(host)
    const session = await agree(host, protocol)
    const status = async (extensions: Map<string, unknown>, up = true): Promise<number> =>
      (await host.run(0x02, assertion({ extensions, options: new Map([['up', up]]) }))).status
    expect(await status(input(session, salts.subarray(0, 16)))).toBe(0x03)
    expect(await status(input({ ...session, secret: Buffer.alloc(64) }, salts))).toBe(0x33)
    expect(await status(input(session, salts), false)).toBe(0x2b)
    expect(await status(ask(['hmac-secret', new Map([[1, session.keyAgreement]])]))).toBe(0x14)
  })
})

describe('credBlob and largeBlobKey', () => {
  test('a blob is stored with a discoverable credential and read back', async () => {
    const host = await open()
    const extensions = ask(['credBlob', Buffer.from('hello')])
    const made = await host.succeed(0x01, creation({ options: rk, extensions }))
    expect(outputs(made).get('credBlob')).toBe(true)
    const got = await host.succeed(0x02, assertion({ extensions: ask(['credBlob', true]) }))
    expect(Buffer.from(bytesAt(outputs(got), 'credBlob')).toString()).toBe('hello')
  })

  test('a blob too long, or for a credential that is not kept, is not stored', async () => {
    const host = await open()
    const long = ask(['credBlob', Buffer.alloc(33)])
    const made = await host.succeed(0x01, creation({ options: rk, extensions: long }))
    expect(outputs(made).get('credBlob')).toBe(false)
    const unkept = await host.succeed(
      0x01,
      creation({ extensions: ask(['credBlob', Buffer.alloc(1)]) }),
    )
    expect(outputs(unkept).get('credBlob')).toBe(false)
  })

  test('a large blob key is given with the credential and with assertions that ask', async () => {
    const host = await open()
    const extensions = ask(['largeBlobKey', true])
    const made = await host.succeed(0x01, creation({ options: rk, extensions }))
    expect(bytesAt(made, 5)).toHaveLength(32)
    const got = await host.succeed(0x02, assertion({ extensions }))
    expect(bytesAt(got, 7)).toEqual(bytesAt(made, 5))
    expect((await host.succeed(0x02, assertion())).has(7)).toBe(false)
    expect((await host.run(0x01, creation({ extensions }))).status).toBe(0x2c)
  })
})
