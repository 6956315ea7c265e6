import { verify, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { tinyProfile } from '../../../src/simulator/virtual-key/profile.ts'
import {
  VirtualKey,
  type VirtualKeyOptions,
} from '../../../src/simulator/virtual-key/virtual-key.ts'
import { encodeCbor, TestHost } from './host.ts'
import {
  assertion,
  at,
  bytesAt,
  changePin,
  clientDataHash,
  creation,
  getToken,
  makeDiscoverable,
  numberAt,
  rk,
  setPin,
  sha256,
  sign,
  tryToken,
  type Token,
} from './platform.ts'

const PIN = '1234'
const CM = 0x04
const LBW = 0x10
const ACFG = 0x20
type Members = ReadonlyMap<unknown, unknown>

async function open(options?: VirtualKeyOptions): Promise<{ key: VirtualKey; host: TestHost }> {
  const key = new VirtualKey(options)
  const host = await TestHost.open(key)
  await setPin(host, PIN)
  return { key, host }
}

async function fill(
  host: TestHost,
  ...places: readonly (readonly [string, number])[]
): Promise<void> {
  for (const [rpId, user] of places) {
    const token = await getToken(host, PIN, { permissions: 0x01, rpId })
    await makeDiscoverable(host, { rpId, userId: Buffer.of(user), token })
  }
}

/** A credentialManagement request, authorized when a token is given (section 6.8). */
function manage(subcommand: number, token?: Token, parameters?: Members): Map<number, unknown> {
  const request = new Map<number, unknown>([[1, subcommand]])
  if (parameters) request.set(2, parameters)
  if (!token) return request
  const message = Buffer.concat([
    Buffer.of(subcommand),
    parameters ? encodeCbor(parameters) : Buffer.alloc(0),
  ])
  return new Map([...request, [3, token.protocol], [4, sign(token.protocol, token.bytes, message)]])
}

describe.each([0x0a, 0x41])('credentialManagement under %i', (command) => {
  test('counts, enumerates, renames and deletes', async () => {
    const { host } = await open()
    await fill(host, ['a.example', 1], ['a.example', 2], ['b.example', 1])
    const token = await getToken(host, PIN, { permissions: CM })
    const metadata = await host.succeed(command, manage(1, token))
    expect([...metadata]).toEqual([
      [1, 3],
      [2, 47],
    ])

    const rps = [
      await host.succeed(command, manage(2, token)),
      await host.succeed(command, manage(3)),
    ]
    expect(rps.map((rp) => at(rp, 3, 'id'))).toEqual(['a.example', 'b.example'])
    expect(bytesAt(rps[1] ?? new Map(), 4)).toEqual(Uint8Array.from(sha256('b.example')))
    expect(rps[0]?.get(5)).toBe(2)
    expect((await host.run(command, manage(3))).status).toBe(0x30)

    const ofA = new Map([[1, sha256('a.example')]])
    const first = await host.succeed(command, manage(4, token, ofA))
    const second = await host.succeed(command, manage(5))
    expect([first, second].map((one) => [...bytesAt(one, 6, 'id')])).toEqual([[1], [2]])
    expect([...first.keys()]).toEqual([6, 7, 8, 9, 10])
    expect(first.get(9)).toBe(2)

    const named = new Map([[2, first.get(7)]])
    const user = new Map<string, unknown>([
      ['id', Buffer.of(1)],
      ['name', 'grace'],
    ])
    await host.succeed(command, manage(7, token, new Map([...named, [3, user]])))
    const renamed = await host.succeed(command, manage(4, token, ofA))
    expect(keysAt(renamed, 6)).toEqual(['id', 'name'])
    expect(at(renamed, 6, 'name')).toBe('grace')

    await host.succeed(command, manage(6, token, named))
    expect(numberAt(await host.succeed(command, manage(1, token)), 1)).toBe(2)
    expect((await host.run(command, manage(6, token, named))).status).toBe(0x2e)
  })
})

function keysAt(members: Members, key: number): unknown[] {
  const value = members.get(key)
  return value instanceof Map ? [...value.keys()] : []
}

describe('credentialManagement', () => {
  test('credentials may be listed while the relying parties are', async () => {
    const { host } = await open()
    await fill(host, ['a.example', 1], ['b.example', 1])
    const token = await getToken(host, PIN, { permissions: CM })
    await host.succeed(0x0a, manage(2, token))
    await host.succeed(0x0a, manage(4, token, new Map([[1, sha256('a.example')]])))
    expect(at(await host.succeed(0x0a, manage(3)), 3, 'id')).toBe('b.example')
    await host.succeed(0x04)
    expect((await host.run(0x0a, manage(3))).status).toBe(0x30)
  })

  test('an empty key has nothing to enumerate', async () => {
    const { host } = await open()
    const token = await getToken(host, PIN, { permissions: CM })
    expect((await host.run(0x0a, manage(2, token))).status).toBe(0x2e)
    const nowhere = new Map([[1, sha256('a.example')]])
    expect((await host.run(0x0a, manage(4, token, nowhere))).status).toBe(0x2e)
  })

  test('needs a token with its permission, of no other relying party', async () => {
    const { host } = await open()
    await fill(host, ['a.example', 1], ['b.example', 1])
    expect((await host.run(0x0a, manage(1))).status).toBe(0x36)
    expect((await host.run(0x0a, new Map())).status).toBe(0x14)
    const other = await getToken(host, PIN, { permissions: ACFG })
    expect((await host.run(0x0a, manage(1, other))).status).toBe(0x33)
    const ofA = await getToken(host, PIN, { permissions: CM, rpId: 'a.example' })
    expect((await host.run(0x0a, manage(1, ofA))).status).toBe(0x33)
    const list = (rpId: string): Members => manage(4, ofA, new Map([[1, sha256(rpId)]]))
    expect((await host.run(0x0a, list('b.example'))).status).toBe(0x33)
    expect((await host.run(0x0a, list('a.example'))).status).toBe(0)
    expect((await host.run(0x0a, manage(0x99, ofA))).status).toBe(0x3e)
  })
})

/** An authenticatorConfig request (section 6.11). */
function configure(subcommand: number, token?: Token, parameters?: Members): Map<number, unknown> {
  const request = new Map<number, unknown>([[1, subcommand]])
  if (parameters) request.set(2, parameters)
  if (!token) return request
  const head = Buffer.concat([Buffer.alloc(32, 0xff), Buffer.of(0x0d, subcommand)])
  const message = Buffer.concat([head, parameters ? encodeCbor(parameters) : Buffer.alloc(0)])
  return new Map([...request, [3, token.protocol], [4, sign(token.protocol, token.bytes, message)]])
}

const configToken = (host: TestHost): Promise<Token> => getToken(host, PIN, { permissions: ACFG })

describe('authenticatorConfig', () => {
  test('a longer minimum forces a change of a PIN that is too short', async () => {
    const { host } = await open()
    const token = await configToken(host)
    const longer = new Map<number, unknown>([
      [1, 6],
      [2, ['example.com']],
    ])
    await host.succeed(0x0d, configure(3, token, longer))
    const info = await host.succeed(0x04)
    expect([info.get(0x0c), info.get(0x0d)]).toEqual([true, 6])
    expect((await tryToken(host, PIN)).status).toBe(0x31)
    expect(await changePin(host, PIN, '12345')).toBe(0x37)
    expect(await changePin(host, PIN, '123456')).toBe(0)
    const made = await getToken(host, '123456', { permissions: 1, rpId: 'example.com' })
    const extensions = new Map([['minPinLength', true]])
    const answer = await host.succeed(0x01, creation({ token: made, options: rk, extensions }))
    expect(Buffer.from(bytesAt(answer, 2)).toString('latin1')).toContain('minPinLength\u0006')
  })

  test('a change can be forced, and is not to the same PIN', async () => {
    const { host } = await open()
    await host.succeed(0x0d, configure(3, await configToken(host), new Map([[3, true]])))
    expect(await changePin(host, PIN, PIN)).toBe(0x37)
    expect(await changePin(host, PIN, '5678')).toBe(0)
    expect((await host.succeed(0x04)).get(0x0c)).toBe(false)
  })

  test('the minimum does not shrink, and the list of relying parties has its limit', async () => {
    const { host } = await open({ profile: tinyProfile })
    const set = async (parameters: Members): Promise<number> =>
      (await host.run(0x0d, configure(3, await configToken(host), parameters))).status
    expect(await set(new Map([[1, 3]]))).toBe(0x37)
    expect(await set(new Map([[1, 64]]))).toBe(0x37)
    expect(await set(new Map([[2, ['a', 'b']]]))).toBe(0x28)
  })

  test('always-UV asks for the PIN everywhere and takes U2F away', async () => {
    const { host } = await open()
    await host.succeed(0x0d, configure(2, await configToken(host)))
    const info = await host.succeed(0x04)
    expect(at(info, 4, 'alwaysUv')).toBe(true)
    expect(at(info, 4, 'makeCredUvNotRqd')).toBe(false)
    expect(info.get(1)).not.toContain('U2F_V2')
    expect((await host.run(0x01, creation())).status).toBe(0x36)
    expect((await host.run(0x02, assertion())).status).toBe(0x36)
    expect((await host.run(0x02, assertion({ options: new Map([['up', false]]) }))).status).toBe(
      0x2e,
    )
    expect([...(await host.exchange(0x03, Buffer.from('00030000000000', 'hex'))).payload]).toEqual([
      0x69, 0x86,
    ])
    await host.succeed(0x0d, configure(2, await configToken(host)))
    expect(at(await host.succeed(0x04), 4, 'alwaysUv')).toBe(false)
  })

  test('enterprise attestation is off until it is enabled', async () => {
    const { host } = await open({ profile: { enterpriseRpIds: ['example.com'] } })
    const make = async (
      rpId: string,
      kind: number,
    ): Promise<{ status: number; members: Members }> => {
      const token = await getToken(host, PIN, { permissions: 1, rpId })
      return host.run(0x01, creation({ rpId, token, more: [[10, kind]] }))
    }
    expect((await make('example.com', 1)).status).toBe(0x02)
    await host.succeed(0x0d, configure(1, await configToken(host)))
    expect(at(await host.succeed(0x04), 4, 'ep')).toBe(true)
    expect((await make('example.com', 1)).members.get(4)).toBe(true)
    expect((await make('example.org', 1)).members.has(4)).toBe(false)
    expect((await make('example.org', 2)).members.get(4)).toBe(true)
    expect((await make('example.com', 3)).status).toBe(0x2c)
  })

  test('an enterprise attestation is by a certificate of the one key', async () => {
    const leafOf = async (serialNumber: number, kind: number): Promise<X509Certificate> => {
      const { key, host } = await open({ profile: { serialNumber } })
      await host.succeed(0x0d, configure(1, await configToken(host)))
      const token = await getToken(host, PIN, { permissions: 1, rpId: 'example.org' })
      const more: [number, number][] = kind === 0 ? [] : [[10, kind]]
      const made = await host.succeed(0x01, creation({ rpId: 'example.org', token, more }))
      const leaf = new X509Certificate(bytesAt(made, 3, 'x5c', 0))
      const signed = Buffer.concat([bytesAt(made, 2), clientDataHash])
      expect(verify('sha256', signed, leaf.publicKey, bytesAt(made, 3, 'sig'))).toBe(true)
      expect(leaf.verify(new X509Certificate(key.attestationRoot).publicKey)).toBe(true)
      return leaf
    }
    const [batch, own, other] = [await leafOf(77, 0), await leafOf(77, 2), await leafOf(78, 2)]
    expect(batch.subject).not.toContain('77')
    expect(own.subject.split('\n')).toEqual(
      expect.arrayContaining(['OU=Authenticator Attestation', 'serialNumber=77']),
    )
    expect(other.subject).toContain('serialNumber=78')
    const keys = [batch, own, other].map(({ publicKey }) => publicKey.export({ format: 'jwk' }).x)
    expect(new Set(keys).size).toBe(3)
    // The same key shows the same certificate each time: it can be listed.
    expect((await leafOf(77, 2)).fingerprint256).toBe(own.fingerprint256)
  })

  test('needs a token, but to verify always while no PIN is set', async () => {
    const host = await TestHost.open(new VirtualKey())
    expect((await host.run(0x0d, configure(3, undefined, new Map([[1, 6]])))).status).toBe(0x36)
    expect((await host.run(0x0d, configure(2))).status).toBe(0)
    expect((await host.run(0x0d, configure(0x77))).status).toBe(0x3e)
  })
})

/** A largeBlobs write of one fragment (section 6.10.2). */
function write(
  token: Token | undefined,
  fragment: Uint8Array,
  offset: number,
  length?: number,
): Map<number, unknown> {
  const request = new Map<number, unknown>([
    [2, fragment],
    [3, offset],
  ])
  if (length !== undefined) request.set(4, length)
  if (!token) return request
  const place = Buffer.alloc(4)
  place.writeUInt32LE(offset)
  const message = Buffer.concat([
    Buffer.alloc(32, 0xff),
    Buffer.of(0x0c, 0),
    place,
    sha256(fragment),
  ])
  request.set(5, sign(token.protocol, token.bytes, message))
  return request.set(6, token.protocol)
}

describe('largeBlobs', () => {
  const EMPTY = Buffer.from('8076be8b528d0075f7aae98d6fa57a6d3c', 'hex')
  const array = Buffer.concat([Buffer.from('8158c8', 'hex'), Buffer.alloc(200, 5)])
  const blobs = Buffer.concat([array, sha256(array).subarray(0, 16)])
  const read = async (host: TestHost, count: number, offset = 0): Promise<number[]> => [
    ...bytesAt(
      await host.succeed(
        0x0c,
        new Map([
          [1, count],
          [3, offset],
        ]),
      ),
      1,
    ),
  ]

  test('begin with the empty array of the standard', async () => {
    const { host } = await open()
    expect(await read(host, 100)).toEqual([...EMPTY])
    expect(await read(host, 3, 1)).toEqual([...EMPTY.subarray(1, 4)])
    expect(
      (
        await host.run(
          0x0c,
          new Map([
            [1, 1],
            [3, 99],
          ]),
        )
      ).status,
    ).toBe(0x02)
    expect(
      (
        await host.run(
          0x0c,
          new Map([
            [1, 1200],
            [3, 0],
          ]),
        )
      ).status,
    ).toBe(0x03)
    expect((await host.run(0x0c, new Map([[1, 1]]))).status).toBe(0x02)
  })

  test('are written in fragments and read back', async () => {
    const { host } = await open()
    const token = await getToken(host, PIN, { permissions: LBW })
    await host.succeed(0x0c, write(token, blobs.subarray(0, 100), 0, blobs.length))
    expect(await read(host, 17)).toEqual([...EMPTY])
    await host.succeed(0x0c, write(token, blobs.subarray(100), 100))
    expect(await read(host, 1000)).toEqual([...blobs])
  })

  test('are refused without token, in disorder, damaged or too long', async () => {
    const { host } = await open()
    const token = await getToken(host, PIN, { permissions: LBW })
    const status = async (request: Members): Promise<number> =>
      (await host.run(0x0c, request)).status
    expect(await status(write(undefined, blobs, 0, blobs.length))).toBe(0x36)
    expect(await status(write(token, blobs, 5))).toBe(0x04)
    expect(await status(write(token, blobs, 0))).toBe(0x02)
    expect(await status(write(token, blobs, 0, 16))).toBe(0x02)
    expect(await status(write(token, blobs, 0, 1025))).toBe(0x18)
    const damaged = Uint8Array.from(blobs, (byte, index) => (index === 9 ? 0 : byte))
    expect(await status(write(token, damaged, 0, damaged.length))).toBe(0x3d)
    await host.succeed(0x0c, write(token, blobs.subarray(0, 100), 0, blobs.length))
    expect(await status(write(token, blobs.subarray(101), 101))).toBe(0x04)
  })
})
