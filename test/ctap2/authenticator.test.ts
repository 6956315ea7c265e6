import { describe, expect, test } from 'vitest'
import { Authenticator } from '../../src/ctap2/authenticator.ts'
import { encodeCbor, type CborKey, type CborValue } from '../../src/ctap2/cbor.ts'
import { CtapStatusError, KeyProtocolError } from '../../src/ctap2/errors.ts'
import { getInfo } from '../../src/ctap2/commands/get-info.ts'
import { fingerprintOf } from '../../src/ctap2/vendor/fingerprint.ts'
import { infoAnswer, members, openScripted } from '../support/open-key.ts'
import { hex, ScriptedKey } from '../support/scripted-key.ts'
import { GET_INFO_ANSWER, GET_INFO_WITH_UNKNOWN_MEMBER } from '../vectors/ctap2.ts'

const ZEROS = '00'.repeat(16)
const UP = { options: { up: true } }

const GOTRUST =
  'a60182684649444f5f325f30665532465f563202816b686d61632d73656372657403509f0d8150baa54c009299ad62c8bb4e8704a464706c6174f462726bf569636c69656e7450696ef5627570f505190400068101'
const NITROKEY = 'a30181684649444f5f325f30035000112233445566778899aabbccddeeff04a2627570f562726bf5'

describe('authenticatorGetInfo (CTAP 2.3, section 6.4)', () => {
  test('of a key of 2018', async () => {
    const { authenticator } = await openScripted(hex(GET_INFO_ANSWER))
    expect(authenticator.info).toEqual({
      versions: ['U2F_V2', 'FIDO_2_0'],
      extensions: ['uvm', 'hmac-secret'],
      aaguid: 'f8a011f3-8c0a-4d15-8006-17111f9edc7d',
      options: { rk: true, up: true, plat: false, clientPin: false },
      maxMsgSize: 1200,
      pinUvAuthProtocols: [1],
      unknown: new Map(),
    })
  })

  test('keeps members it has no name for', async () => {
    const { authenticator } = await openScripted(hex(GET_INFO_WITH_UNKNOWN_MEMBER))
    expect(authenticator.info.unknown).toEqual(new Map([[99, 1234]]))
  })

  test('every member of CTAP 2.3', async () => {
    const answer = infoAnswer(
      { rk: true, clientPin: true },
      [2, ['credProtect']],
      [5, 1300],
      [7, 8],
      [8, 70],
      [9, ['nfc', 'usb', 'a transport to come']],
      [10, [members(['alg', -7], ['type', 'public-key']), members(['alg', -48], ['type', 'x'])]],
      [11, 2048],
      [12, true],
      [13, 6],
      [14, 328_707],
      [15, 32],
      [16, 4],
      [17, 3],
      [18, 2],
      [19, members(['FIDO', 1])],
      [20, 25],
      [21, [1, 0x1_0000_0000_0000_00n, 2 ** 48]],
      [22, ['packed', 'none']],
      [23, 5],
      [24, true],
      [25, new Uint8Array(32)],
      [26, ['usb']],
      [27, true],
      [28, Buffer.from('https://example.com/pins')],
      [29, 63],
      [30, new Uint8Array(32)],
      [31, [1, 2, 3, 255]],
    )
    const { authenticator } = await openScripted(answer)
    expect(authenticator.info).toMatchObject({
      maxMsgSize: 1300,
      maxCredentialCountInList: 8,
      maxCredentialIdLength: 70,
      transports: ['nfc', 'usb', 'a transport to come'],
      algorithms: [
        { alg: -7, type: 'public-key' },
        { alg: -48, type: 'x' },
      ],
      maxSerializedLargeBlobArray: 2048,
      forcePINChange: true,
      minPINLength: 6,
      firmwareVersion: 328_707,
      maxCredBlobLength: 32,
      maxRPIDsForSetMinPINLength: 4,
      preferredPlatformUvAttempts: 3,
      uvModality: 2,
      certifications: { FIDO: 1 },
      remainingDiscoverableCredentials: 25,
      vendorPrototypeConfigCommands: [1, 0x1_0000_0000_0000_00n, 2 ** 48],
      attestationFormats: ['packed', 'none'],
      uvCountSinceLastPinEntry: 5,
      longTouchForReset: true,
      transportsForReset: ['usb'],
      pinComplexityPolicy: true,
      pinComplexityPolicyURL: 'https://example.com/pins',
      maxPINLength: 63,
      authenticatorConfigCommands: [1, 2, 3, 255],
    })
    expect(authenticator.info.encIdentifier).toHaveLength(32)
    expect(authenticator.info.encCredStoreState).toHaveLength(32)
  })

  test.each<[string, Uint8Array, string]>([
    ['no versions', encodeCbor(members([3, new Uint8Array(16)])), 'versions'],
    ['no aaguid', encodeCbor(members([1, ['FIDO_2_0']])), 'aaguid'],
    ['a short aaguid', encodeCbor(members([1, []], [3, new Uint8Array(15)])), 'aaguid'],
    ['versions that are no text', encodeCbor(members([1, [2]])), 'versions'],
    ['two aaguids', hex(`a3 0181684649444f5f325f30 0350${ZEROS} 0350${ZEROS}`), 'aaguid'],
    ['versions with a tag', hex(`a2 01c181684649444f5f325f30 0350${ZEROS}`), 'versions'],
    ['no map', encodeCbor([1]), 'response'],
    ['no CBOR', hex('ff'), 'response'],
    ['a map cut short', hex(`a3 0181684649444f5f325f30 0350${ZEROS} 04`), 'response'],
    ['nothing', hex(''), 'response'],
  ])('refuses %s by name', async (_name, answer, field) => {
    const opening = openScripted(answer)
    await expect(opening).rejects.toBeInstanceOf(KeyProtocolError)
    await expect(opening).rejects.toMatchObject({ command: 'authenticatorGetInfo', field })
  })

  test('a key out of order is refused, unless it is named as one', async () => {
    const disordered = hex(`a2 0350${'00'.repeat(16)} 0181684649444f5f325f30`)
    await expect(openScripted(disordered)).rejects.toMatchObject({
      reason: expect.stringContaining('order'),
    })
    const key = new ScriptedKey((_message, k) => k.replyCbor(0, disordered))
    const authenticator = await Authenticator.open(key, { tolerate: ['key-order'] })
    expect(authenticator.info.versions).toEqual(['FIDO_2_0'])
  })

  test('is read once, and again when asked or when it has become stale', async () => {
    const { key, authenticator } = await openScripted(hex(GET_INFO_ANSWER))
    const count = (): number => key.messages.filter(({ payload }) => payload[0] === 4).length
    await authenticator.currentInfo()
    expect(count()).toBe(1)
    await getInfo(authenticator)
    expect(count()).toBe(2)
    authenticator.markInfoStale()
    await authenticator.currentInfo()
    expect(count()).toBe(3)
  })

  test('protocols of a key that lists none: one if it has a PIN, else none', async () => {
    const listing = async (options: Record<string, boolean>): Promise<readonly number[]> => {
      const answer = encodeCbor(
        members(
          [1, ['FIDO_2_0']],
          [3, new Uint8Array(16)],
          [4, members(...Object.entries(options))],
        ),
      )
      return (await openScripted(answer)).authenticator.info.pinUvAuthProtocols
    }
    expect(await listing({ clientPin: false })).toEqual([1])
    expect(await listing({})).toEqual([])
  })
})

describe('one odd member of getInfo', () => {
  test.each<[string, [CborKey, CborValue], string, object]>([
    ['options that are no map', [4, 1], 'options', { options: {} }],
    ['one option that is no boolean', [4, members(['rk', 1], ['up', true])], 'options', UP],
    ['a negative maxMsgSize', [5, -1], 'maxMsgSize', { maxMsgSize: 1024 }],
    ['a protocol that is text', [6, [2, 'one']], 'pinUvAuthProtocols', { pinUvAuthProtocols: [2] }],
    [
      'an algorithm without alg',
      [10, [members(['type', 'x']), members(['alg', -7], ['type', 'public-key'])]],
      'algorithms',
      { algorithms: [{ alg: -7, type: 'public-key' }] },
    ],
    ['only algorithms without alg', [10, [members(['type', 'x'])]], 'algorithms', {}],
    ['minPINLength as text', [13, '4'], 'minPINLength', {}],
    ['transports that are no array', [9, 'usb'], 'transports', {}],
    ['a certification that is text', [19, members(['FIDO', 'L1'])], 'certifications', {}],
  ])('costs itself: %s', async (_name, entry, field, read) => {
    const { authenticator } = await openScripted(infoAnswer({}, entry))
    expect(authenticator.info).toMatchObject({ versions: ['FIDO_2_0', 'FIDO_2_1_PRE', 'FIDO_2_1'] })
    expect(authenticator.info).toMatchObject(read)
    if (!(field in read)) expect(authenticator.info).not.toHaveProperty(field)
    const { remarks } = authenticator
    expect(remarks).toEqual([
      { command: 'authenticatorGetInfo', field, reason: expect.stringMatching(/^is not /) },
    ])
  })

  test.each<[string, string, string, string, object]>([
    ['a member twice', 'a4', '0d04 0d06', 'minPINLength', {}],
    ['a member three times', 'a5', '0d04 0d06 0d08', 'minPINLength', {}],
    ['an option twice', 'a3', '04a3 62726bf5 62726bf4 627570f5', 'options.rk', UP],
    ['an option with a tag', 'a3', '04a2 62726bc1f5 627570f5', 'options.rk', UP],
    ['an indefinite length', 'a3', '099f 63757362 ff', 'transports', {}],
    ['a tag', 'a3', '0dc104', 'minPINLength', {}],
    ['a map with byte strings as keys', 'a3', '13a1 4101 01', 'certifications', {}],
    ['nesting beyond four', 'a3', '1840 8181818180', '64', {}],
    ['an indefinite map of indefinite text', 'a3', '1841 bf 7f6161ff 5f4101ff ff', '65', {}],
    ['a simple value without meaning', 'a3', '1842 e0', '66', {}],
  ])('costs itself, whatever bytes it has: %s', async (_name, map, entries, field, read) => {
    const head = `${map} 0181684649444f5f325f30 0350${ZEROS}`
    const { authenticator } = await openScripted(hex(`${head} ${entries}`))
    expect(authenticator.info).toMatchObject({ versions: ['FIDO_2_0'], ...read })
    expect(authenticator.info).not.toHaveProperty(field)
    expect(new Set(authenticator.remarks.map((remark) => remark.field))).toEqual(new Set([field]))
  })

  test('of which the key says nothing when it says 0', async () => {
    const { authenticator } = await openScripted(
      infoAnswer({}, [5, 0], [7, 0], [8, 0], [13, 0], [29, 0], [20, 0]),
    )
    const { info, remarks } = authenticator
    expect(info.maxMsgSize).toBe(1024)
    for (const name of ['maxCredentialCountInList', 'maxCredentialIdLength', 'minPINLength']) {
      expect(info).not.toHaveProperty(name)
    }
    expect(info).not.toHaveProperty('maxPINLength')
    // A count is a count: this key is full.
    expect(info.remainingDiscoverableCredentials).toBe(0)
    expect(remarks).toEqual([])
  })

  test('is told anew with every getInfo, and only while it is there', async () => {
    const { key, authenticator } = await openScripted(infoAnswer({}, [13, '4']))
    await getInfo(authenticator)
    expect(authenticator.remarks).toHaveLength(1)
    key.script = (_message, k) => k.replyCbor(0, infoAnswer({}))
    await getInfo(authenticator)
    expect(authenticator.remarks).toEqual([])
  })
})

describe('getInfo of keys in the field, by the departures they are known for', () => {
  const tolerate = ['key-order', 'longer-than-needed', 'not-utf-8'] as const
  const reason = 'map key out of order'

  test.each([
    ['GoTrust: options out of order', GOTRUST, { options: { clientPin: true, rk: true } }],
    ['an older Nitrokey: up before rk', NITROKEY, { options: { up: true, rk: true } }],
  ])('%s', async (_name, answer, read) => {
    const key = new ScriptedKey((_message, k) => k.replyCbor(0, hex(answer)))
    const authenticator = await Authenticator.open(key, { tolerate })
    expect(authenticator.info).toMatchObject(read)
    const command = 'authenticatorGetInfo'
    expect(authenticator.remarks).toEqual([{ command, field: 'response', reason }])
    await expect(openScripted(hex(answer))).rejects.toMatchObject({ field: 'response' })
  })
})

describe('a fingerprint of getInfo', () => {
  test('does not change with PIN, credentials or reset, and differs between models', async () => {
    const before = await openScripted(infoAnswer({ clientPin: false }, [5, 1200], [20, 25]))
    const after = await openScripted(
      infoAnswer({ clientPin: true }, [5, 1200], [12, true], [13, 8], [20, 24]),
    )
    const other = await openScripted(infoAnswer({ clientPin: false }, [5, 1300], [20, 25]))
    const prints = [before, after, other].map(({ authenticator }) =>
      fingerprintOf(authenticator.info),
    )
    expect(prints[0]).toBe(prints[1])
    expect(prints[0]).not.toBe(prints[2])
    expect(prints[0]).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('opening', () => {
  test.each([
    ['with its U2F version', 0x01, 'U2F_V2'],
    ['that says it speaks no U2F either', 0x08, null],
  ])('a key without CTAP2 is named u2f-only, %s', async (_name, capabilities, platform) => {
    const key = new ScriptedKey((_message, k) =>
      k.reply(0x03, Buffer.from('U2F_V2\x90\x00', 'latin1')),
    )
    key.capabilities = capabilities
    await expect(Authenticator.open(key)).rejects.toMatchObject({ kind: 'u2f-only', platform })
    expect(key.isClosed).toBe(true)
  })

  test.each<[string, (key: ScriptedKey) => void]>([
    ['CTAPHID_ERROR 01', (key) => key.reply(0x3f, hex('01'))],
    ['the status 01', (key) => key.replyCbor(0x01)],
  ])('one that announces CTAP2 and answers getInfo with %s is u2f-only', async (_name, refuse) => {
    // A YubiKey 4 FIPS does so.
    const key = new ScriptedKey((message, k) => {
      if (message.command === 0x03) k.reply(0x03, Buffer.from('U2F_V2\x90\x00', 'latin1'))
      else refuse(k)
    })
    await expect(Authenticator.open(key)).rejects.toMatchObject({
      kind: 'u2f-only',
      platform: 'U2F_V2',
    })
    expect(key.isClosed).toBe(true)
  })

  test.each<[string, number, (key: ScriptedKey) => void]>([
    ['that does not answer to U2F', 0x05, (key) => key.reply(0x03, hex('6d00'))],
    ['that refuses U2F too', 0x05, (key) => key.reply(0x3f, hex('01'))],
    ['that says it speaks no U2F', 0x0d, (key) => key.reply(0x03, hex('9000'))],
  ])('a key that refuses getInfo, %s, is what it was', async (_name, capabilities, answer) => {
    const key = new ScriptedKey((message, k) => {
      if (message.command === 0x03) answer(k)
      else k.replyCbor(0x01)
    })
    key.capabilities = capabilities
    await expect(Authenticator.open(key)).rejects.toMatchObject({
      name: 'CtapStatusError',
      statusName: 'CTAP1_ERR_INVALID_COMMAND',
    })
    expect(key.isClosed).toBe(true)
  })

  test('a CTAP2 key whose getInfo fails does not silently become a U2F key', async () => {
    const key = new ScriptedKey((_message, k) => k.replyCbor(0x7f))
    await expect(Authenticator.open(key)).rejects.toMatchObject({
      name: 'CtapStatusError',
      command: 'authenticatorGetInfo',
    })
    expect(key.isClosed).toBe(true)
  })
})

describe('commands', () => {
  test.each([
    ['', 'status'],
    ['00 00', 'response'],
    ['00 a1', 'response'],
    ['00 a1 01 40 00', 'response'],
    ['00 80', 'response'],
  ])('the answer "%s" is a KeyProtocolError', async (answer, field) => {
    const { authenticator } = await openScripted(infoAnswer({}), (_message, key) =>
      key.reply(0x10, hex(answer)),
    )
    const sending = authenticator.send(0x02)
    await expect(sending).rejects.toMatchObject({ name: 'KeyProtocolError', field })
  })

  test('an answer without data is null to send, and an error to request', async () => {
    const { authenticator } = await openScripted(infoAnswer({}), (_m, key) => key.replyCbor(0))
    await expect(authenticator.send(0x07)).resolves.toBeNull()
    await expect(authenticator.request(0x07)).rejects.toMatchObject({ reason: 'is empty' })
  })

  test.each([
    [0x2e, 'CTAP2_ERR_NO_CREDENTIALS'],
    [0x10, 'CTAP2_ERR_UNKNOWN_0x10'],
    [0xe3, 'CTAP2_ERR_EXTENSION_0xe3'],
    [0xf1, 'CTAP2_ERR_VENDOR_0xf1'],
  ])('status %i is %s', async (status, statusName) => {
    const { authenticator } = await openScripted(infoAnswer({}), (_m, key) => key.replyCbor(status))
    const error = await authenticator.send(0x02).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(CtapStatusError)
    expect(error).toMatchObject({ status, statusName, command: 'authenticatorGetAssertion' })
  })

  test('a request longer than maxMsgSize is not sent', async () => {
    const { key, authenticator } = await openScripted(infoAnswer({}, [5, 100]))
    const before = key.messages.length
    await expect(authenticator.send(0x41, members([1, new Uint8Array(100)]))).rejects.toMatchObject(
      { statusName: 'CTAP2_ERR_REQUEST_TOO_LARGE' },
    )
    expect(key.messages).toHaveLength(before)
  })

  test('PING, WINK and LOCK', async () => {
    const { key, authenticator } = await openScripted(infoAnswer({}), (message, k) =>
      k.reply(message.command, message.payload),
    )
    await authenticator.ping(new Uint8Array(100).fill(5))
    await expect(authenticator.wink()).resolves.toBe(true)
    await authenticator.lock(10)
    await expect(authenticator.lock(11)).rejects.toThrow(RangeError)
    expect(key.messages.slice(2).map(({ command }) => command)).toEqual([0x01, 0x08, 0x04])
    key.script = (_message, k) => k.reply(0x01, hex('00'))
    await expect(authenticator.ping(hex('01'))).rejects.toMatchObject({ command: 'CTAPHID_PING' })
  })

  test('a key that cannot wink is not asked to', async () => {
    const key = new ScriptedKey((_message, k) => k.replyCbor(0, infoAnswer({})))
    key.capabilities = 0x04
    const authenticator = await Authenticator.open(key)
    await expect(authenticator.wink()).resolves.toBe(false)
  })
})
