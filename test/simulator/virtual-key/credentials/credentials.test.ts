import { verify, X509Certificate } from 'node:crypto'
import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { describe, expect, test } from 'vitest'
import {
  fido20Profile,
  fullProfile,
  likeSimulators,
  tinyProfile,
} from '../../../../src/simulator/virtual-key/profile.ts'
import {
  VirtualKey,
  type VirtualKeyOptions,
} from '../../../../src/simulator/virtual-key/virtual-key.ts'
import { decodeCbor, encodeCbor, settle, TestHost } from '../host.ts'
import {
  assertion,
  at,
  bytesAt,
  clientDataHash,
  creation,
  getToken,
  makeDiscoverable,
  readAuthData,
  rk,
  setPin,
  sha256,
  type AssertionWish,
  type CreationWish,
} from '../platform.ts'

const PIN = '1234'
const open = (options?: VirtualKeyOptions): Promise<TestHost> =>
  TestHost.open(new VirtualKey(options))
const make = async (host: TestHost, wish?: CreationWish): Promise<number> =>
  (await host.run(0x01, creation(wish))).status
const get = async (host: TestHost, wish?: AssertionWish): Promise<number> =>
  (await host.run(0x02, assertion(wish))).status

/** Checks a signature by a COSE key with node:crypto. */
function isSignedBy(cose: unknown, message: Uint8Array, signature: Uint8Array): boolean {
  if (!(cose instanceof Map)) return false
  const text = (key: number): string => Buffer.from(bytesAt(cose, key)).toString('base64url')
  const isEd = cose.get(1) === 1
  const jwk = isEd
    ? { kty: 'OKP', crv: 'Ed25519', x: text(-2) }
    : { kty: 'EC', crv: 'P-256', x: text(-2), y: text(-3) }
  return verify(isEd ? null : 'sha256', message, { key: jwk, format: 'jwk' }, signature)
}

function coseAlgorithm(members: ReadonlyMap<unknown, unknown>): unknown {
  const cose = decodeCbor(readAuthData(bytesAt(members, 2)).rest)
  return cose instanceof Map ? cose.get(3) : undefined
}

describe('makeCredential', () => {
  test.each([-7, -8])('%i: an independent verifier accepts the packed attestation', async (alg) => {
    const host = await open()
    const client = { type: 'webauthn.create', challenge: 'AAAA', origin: 'https://example.com' }
    const clientData = Buffer.from(JSON.stringify(client))
    const request = creation({ algorithms: [alg], options: rk })
    request.set(1, sha256(clientData))
    const members = await host.succeed(0x01, request)
    const attestationObject = encodeCbor(
      new Map([
        ['fmt', members.get(1)],
        ['attStmt', members.get(3)],
        ['authData', members.get(2)],
      ]),
    )
    const { credentialId } = readAuthData(bytesAt(members, 2))
    const id = Buffer.from(credentialId).toString('base64url')
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData.toString('base64url'),
          attestationObject: Buffer.from(attestationObject).toString('base64url'),
        },
      },
      expectedChallenge: 'AAAA',
      expectedOrigin: 'https://example.com',
      expectedRPID: 'example.com',
      requireUserVerification: false,
      supportedAlgorithmIDs: [-7, -8],
    })
    expect(verified).toBe(true)
    expect(registrationInfo?.fmt).toBe('packed')
  })

  test('the batch certificate carries the AAGUID and is issued by the root', async () => {
    const key = new VirtualKey({ profile: { aaguid: new Uint8Array(16).fill(0xab) } })
    const members = await (await TestHost.open(key)).succeed(0x01, creation())
    const [der] = [at(members, 3, 'x5c')].flat()
    if (!(der instanceof Uint8Array)) throw new Error('no certificate')
    const certificate = new X509Certificate(der)
    const root = new X509Certificate(key.attestationRoot)
    expect(certificate.verify(root.publicKey)).toBe(true)
    expect(certificate.checkIssued(root)).toBe(true)
    expect(root.ca).toBe(true)
    expect(certificate.ca).toBe(false)
    expect(certificate.subject).toContain('OU=Authenticator Attestation')
    expect(Buffer.from(der).toString('hex')).toContain('0410' + 'ab'.repeat(16))
  })

  test.each([
    ['self', 'packed', false],
    ['none', 'none', false],
    ['packed', 'packed', true],
  ] as const)('attestation %s', async (attestation, format, hasCertificate) => {
    const host = await open({ profile: { attestation } })
    const members = await host.succeed(0x01, creation())
    expect(members.get(1)).toBe(format)
    expect(at(members, 3, 'x5c') !== undefined).toBe(hasCertificate)
    if (attestation !== 'self') return
    const data = bytesAt(members, 2)
    const cose = decodeCbor(readAuthData(data).rest)
    const message = Buffer.concat([data, clientDataHash])
    expect(isSignedBy(cose, message, bytesAt(members, 3, 'sig'))).toBe(true)
  })

  test('the first algorithm the key knows is taken, none is an error', async () => {
    const host = await open()
    const members = await host.succeed(0x01, creation({ algorithms: [-257, -8, -7] }))
    expect(at(members, 3, 'alg')).toBe(-7)
    expect(coseAlgorithm(members)).toBe(-8)
    expect(await make(host, { algorithms: [-257] })).toBe(0x26)
  })

  /** The cases of SoloKeys' fido2-tests, tests/standard/fido2/test_make_credential.py. */
  test.each([
    ['no clientDataHash', 1, undefined, 0x14],
    ['clientDataHash of another type', 1, 5, 0x11],
    ['no rp', 2, undefined, 0x14],
    ['rp of another type', 2, new Uint8Array(4), 0x11],
    ['rp without id', 2, new Map([['name', 'x']]), 0x14],
    [
      'rp with a name of another type',
      2,
      new Map<string, unknown>([
        ['id', 'x'],
        ['name', 8],
      ]),
      0x11,
    ],
    [
      'rp with an icon of another type',
      2,
      new Map<string, unknown>([
        ['id', 'x'],
        ['icon', 8],
      ]),
      0x11,
    ],
    ['no user', 3, undefined, 0x14],
    ['user with a text for id', 3, new Map([['id', 'x']]), 0x11],
    [
      'user with an icon of another type',
      3,
      new Map<string, unknown>([
        ['id', Buffer.of(1)],
        ['icon', 8],
      ]),
      0x11,
    ],
    ['user with an id of 65 bytes', 3, new Map([['id', new Uint8Array(65)]]), 0x03],
    ['no pubKeyCredParams', 4, undefined, 0x14],
    ['pubKeyCredParams of texts', 4, ['wrong'], 0x11],
    ['pubKeyCredParams without type', 4, [new Map([['alg', -7]])], 0x14],
    ['pubKeyCredParams without alg', 4, [new Map([['type', 'public-key']])], 0x14],
    ['excludeList of another type', 5, 8, 0x11],
    ['excludeList without type', 5, [new Map([['id', Buffer.of(1)]])], 0x14],
    [
      'excludeList with a text for id',
      5,
      [
        new Map([
          ['id', 'x'],
          ['type', 'public-key'],
        ]),
      ],
      0x11,
    ],
    [
      'excludeList of unknown types',
      5,
      [
        new Map<string, unknown>([
          ['id', Buffer.of(1)],
          ['type', 'rot13'],
        ]),
      ],
      0,
    ],
    ['extensions of another type', 6, 8, 0x11],
    ['an unknown extension', 6, new Map([['tetris', true]]), 0],
    ['options of another type', 7, 8, 0x11],
    ['an unknown option', 7, new Map([['unknown', false]]), 0],
    ['up false', 7, new Map([['up', false]]), 0x2c],
    ['uv without a built-in sensor', 7, new Map([['uv', true]]), 0x2c],
    ['uv false', 7, new Map([['uv', false]]), 0],
    ['a pinUvAuthParam without protocol', 8, new Uint8Array(16), 0x14],
  ])('%s', async (_, key, value, status) => {
    const request = creation()
    const before = [...request].filter(([id]) => id < key)
    const after = [...request].filter(([id]) => id > key)
    const member: [number, unknown][] = value === undefined ? [] : [[key, value]]
    const changed = new Map([...before, ...member, ...after])
    expect((await (await open()).run(0x01, changed)).status).toBe(status)
  })

  test('parameters that are not canonical CBOR are refused', async () => {
    const host = await open()
    const answer = await host.exchange(0x10, Uint8Array.of(0x01, 0xa2, 0x02, 0x00, 0x01, 0x00))
    expect([...answer.payload]).toEqual([0x12])
    expect([...(await host.exchange(0x10, Uint8Array.of(0x01))).payload]).toEqual([0x14])
    expect([...(await host.exchange(0x10, Uint8Array.of(0x01, 0x01))).payload]).toEqual([0x11])
    expect([...(await host.exchange(0x10, Uint8Array.of(0xee))).payload]).toEqual([0x01])
    const long = new Uint8Array(1201).fill(1, 0, 1)
    expect([...(await host.exchange(0x10, long)).payload]).toEqual([0x39])
  })

  test('a set PIN is asked for, but for a credential the key does not remember', async () => {
    const host = await open()
    await setPin(host, PIN)
    expect(await make(host, { options: rk })).toBe(0x36)
    expect(await make(host)).toBe(0)
    const strict = await open({ profile: { makeCredUvNotRqd: false } })
    await setPin(strict, PIN)
    expect(await make(strict)).toBe(0x36)
    // The option came with CTAP 2.1: without it in getInfo, a key asks for every one.
    const early = await open({ profile: { versions: ['FIDO_2_0', 'FIDO_2_1_PRE'] } })
    await setPin(early, PIN)
    expect(at(await early.succeed(0x04), 4, 'makeCredUvNotRqd')).toBeUndefined()
    expect(await make(early)).toBe(0x36)
  })

  test('an excluded credential is told, after a touch, of both kinds', async () => {
    const key = new VirtualKey()
    const host = await TestHost.open(key)
    const remembered = await makeDiscoverable(host)
    const sealed = readAuthData(bytesAt(await host.succeed(0x01, creation()), 2)).credentialId
    expect(await make(host, { exclude: [remembered] })).toBe(0x19)
    expect(await make(host, { exclude: [Buffer.of(1), sealed] })).toBe(0x19)
    expect(await make(host, { exclude: [remembered, sealed], rpId: 'example.org' })).toBe(0)
    key.setTouchPolicy('ask')
    host.send(0x10, Buffer.concat([Buffer.of(1), encodeCbor(creation({ exclude: [sealed] }))]))
    await settle()
    expect(host.hasAnswer).toBe(false)
    expect(key.awaitsTouch).toBe(true)
    key.touch()
    expect([...(await host.next()).payload]).toEqual([0x19])
  })

  test('the same user at the same relying party replaces the credential', async () => {
    const key = new VirtualKey()
    const host = await TestHost.open(key)
    const first = await makeDiscoverable(host)
    const second = await makeDiscoverable(host)
    expect(key.summary.credentials.map(({ credentialId }) => credentialId)).toEqual([second])
    expect(await get(host, { allow: [first] })).toBe(0x2e)
  })

  test('stores and lists have their limits', async () => {
    const host = await open({ profile: tinyProfile })
    await makeDiscoverable(host, { userId: Buffer.of(1) })
    await makeDiscoverable(host, { userId: Buffer.of(2) })
    expect(await make(host, { options: rk, userId: Buffer.of(3) })).toBe(0x28)
    expect(await make(host, { options: rk, userId: Buffer.of(2) })).toBe(0)
    expect(await make(host, { exclude: [Buffer.of(1), Buffer.of(2)] })).toBe(0x39)
    expect((await host.succeed(0x04)).get(0x14)).toBe(0)
  })

  test('a key without resident keys says so', async () => {
    const host = await open({ profile: { hasResidentKeys: false } })
    expect(await make(host, { options: rk })).toBe(0x2b)
    expect(at(await host.succeed(0x04), 4, 'rk')).toBe(false)
  })
})

describe('getAssertion', () => {
  test.each([-7, -8])('%i: signs for a credential of either kind', async (alg) => {
    const host = await open()
    for (const options of [rk, new Map<string, boolean>()]) {
      const made = bytesAt(await host.succeed(0x01, creation({ algorithms: [alg], options })), 2)
      const { credentialId, rest } = readAuthData(made)
      const members = await host.succeed(0x02, assertion({ allow: [credentialId] }))
      const data = bytesAt(members, 2)
      const message = Buffer.concat([data, clientDataHash])
      expect(isSignedBy(decodeCbor(rest), message, bytesAt(members, 3))).toBe(true)
      expect(readAuthData(data).flags).toBe(0x01)
      expect(bytesAt(members, 1, 'id')).toEqual(Uint8Array.from(credentialId))
      expect(members.has(5)).toBe(false)
    }
  })

  test('up false gives an assertion without touch and without its flag', async () => {
    const key = new VirtualKey()
    const host = await TestHost.open(key)
    await makeDiscoverable(host)
    key.setTouchPolicy('never')
    const members = await host.succeed(0x02, assertion({ options: new Map([['up', false]]) }))
    expect(readAuthData(bytesAt(members, 2)).flags).toBe(0)
  })

  test('several credentials come one by one, the newest first, named to a verified user', async () => {
    const host = await open()
    await setPin(host, PIN)
    const rights = { permissions: 3, rpId: 'example.com' }
    for (const id of [1, 2, 3])
      await makeDiscoverable(host, {
        userId: Buffer.of(id),
        token: await getToken(host, PIN, rights),
      })
    const token = await getToken(host, PIN, rights)
    const first = await host.succeed(0x02, assertion({ token }))
    expect(first.get(5)).toBe(3)
    expect(at(first, 4, 'name')).toBe('ada')
    const users = [first, await host.succeed(0x08), await host.succeed(0x08)]
    expect(users.map((members) => [...bytesAt(members, 4, 'id')])).toEqual([[3], [2], [1]])
    expect((await host.run(0x08)).status).toBe(0x30)
    const unverified = await host.succeed(0x02, assertion())
    expect(at(unverified, 4)).toEqual(new Map([['id', Uint8Array.of(3)]]))
  })

  test('getNextAssertion needs one before it, on the same channel, with nothing between', async () => {
    const key = new VirtualKey()
    const host = await TestHost.open(key)
    expect((await host.run(0x08)).status).toBe(0x30)
    await makeDiscoverable(host, { userId: Buffer.of(1) })
    await makeDiscoverable(host, { userId: Buffer.of(2) })
    await host.succeed(0x02, assertion())
    expect((await (await TestHost.open(key)).run(0x08)).status).toBe(0x30)
    await host.succeed(0x02, assertion())
    await host.succeed(0x04)
    expect((await host.run(0x08)).status).toBe(0x30)
  })

  test('what is not there, or for another relying party, is no credential', async () => {
    const host = await open()
    const sealed = readAuthData(bytesAt(await host.succeed(0x01, creation()), 2)).credentialId
    const bent = Uint8Array.from(sealed, (byte, index) => (index === 30 ? byte ^ 1 : byte))
    expect(await get(host)).toBe(0x2e)
    expect(await get(host, { allow: [bent] })).toBe(0x2e)
    expect(await get(host, { allow: [sealed], rpId: 'example.org' })).toBe(0x2e)
    expect(await get(host, { allow: [bent, sealed] })).toBe(0)
    expect(await get(host, { allow: [sealed], options: new Map([['rk', true]]) })).toBe(0x2b)
    expect(await get(host, { allow: [sealed], options: new Map([['uv', true]]) })).toBe(0x2c)
  })

  test('the counter counts every signature', async () => {
    const host = await open()
    const made = await host.succeed(0x01, creation({ options: rk }))
    const used = await host.succeed(0x02, assertion())
    const counts = [made, used].map((members) => readAuthData(bytesAt(members, 2)).signCount)
    expect(counts).toEqual([1, 2])
  })

  test('simulators offer every credential of the list, the newest first', async () => {
    const host = await open({ profile: likeSimulators(fullProfile) })
    const ids: Uint8Array[] = []
    for (let made = 0; made < 3; made++)
      ids.push(readAuthData(bytesAt(await host.succeed(0x01, creation()), 2)).credentialId)
    const first = await host.succeed(0x02, assertion({ allow: ids }))
    expect(first.get(5)).toBe(3)
    const rest = [await host.succeed(0x08), await host.succeed(0x08)]
    const order = [first, ...rest].map((members) => bytesAt(members, 1, 'id'))
    expect(order).toEqual(ids.toReversed().map((id) => Uint8Array.from(id)))
  })
})

describe('versions', () => {
  test('a FIDO_2_0 key tells and takes nothing of 2.1', async () => {
    const host = await open({ profile: fido20Profile })
    const info = await host.succeed(0x04)
    expect([...info.keys()]).toEqual([1, 2, 3, 4, 5, 6])
    for (const command of [0x0a, 0x0b, 0x0c, 0x0d, 0x41])
      expect((await host.run(command, new Map([[1, 1]]))).status).toBe(0x01)
    expect(
      (
        await host.run(
          0x06,
          new Map([
            [1, 1],
            [2, 9],
          ]),
        )
      ).status,
    ).toBe(0x3e)
  })
})
