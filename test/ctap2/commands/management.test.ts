import { createHash, randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  Authenticator,
  deleteCredential,
  enableEnterpriseAttestation,
  enableLongTouchForReset,
  encodeLargeBlobArray,
  encodePin,
  enumerateCredentials,
  enumerateRPs,
  getAssertion,
  getCredsMetadata,
  getPinToken,
  makeCredential,
  openLargeBlob,
  parseAuthenticatorData,
  parseLargeBlobArray,
  readLargeBlobArray,
  sealLargeBlob,
  setAlwaysUv,
  setMinPinLength,
  setPin,
  updateUserInformation,
  vendorPrototype,
  writeLargeBlobArray,
  type MakeCredentialExtensions,
  type Permission,
  type PinToken,
} from '../../../src/ctap2/index.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { openVirtualKey } from '../../support/key-port.ts'
import { infoAnswer, members, openScripted } from '../../support/open-key.ts'
import { hex } from '../../support/scripted-key.ts'

const PIN = encodePin('123456')
const HASH = new Uint8Array(32)
const sha256 = (text: string): Uint8Array =>
  new Uint8Array(createHash('sha256').update(text).digest())

let authenticator: Authenticator
let token: PinToken

async function tokenFor(...permissions: Permission[]): Promise<PinToken> {
  const isBound = permissions.includes('makeCredential')
  return await getPinToken(authenticator, PIN, {
    permissions,
    ...(isBound && { rpId: 'example.com' }),
  })
}

async function make(rpId: string, name: string, extensions?: MakeCredentialExtensions) {
  const mcToken = await getPinToken(authenticator, PIN, {
    permissions: ['makeCredential', 'getAssertion'],
    rpId,
  })
  return await makeCredential(authenticator, {
    clientDataHash: HASH,
    rp: { id: rpId, name: rpId },
    user: { id: new Uint8Array(randomBytes(16)), name },
    algorithms: [-257, -8, -7],
    options: { rk: true },
    token: mcToken,
    ...(extensions && { extensions }),
  })
}

beforeEach(async () => {
  authenticator = await Authenticator.open(openVirtualKey(new VirtualKey()))
  await setPin(authenticator, PIN)
})

describe('credential management (CTAP 2.2, section 6.8)', () => {
  test.each([
    ['authenticatorCredentialManagement (0x0a)', true],
    ['the preview (0x41)', false],
  ])('counts, lists, renames and deletes by %s', async (_name, credMgmt) => {
    await make('example.com', 'ann')
    await make('example.com', 'bob')
    await make('example.org', 'eve')
    authenticator.amendInfo({ credMgmt })
    token = await tokenFor('credentialManagement')
    const metadata = await getCredsMetadata(authenticator, token)
    expect(metadata.existingResidentCredentialsCount).toBe(3)
    const relyingParties = await enumerateRPs(authenticator, token)
    expect(relyingParties.map(({ rp }) => rp.id).sort()).toEqual(['example.com', 'example.org'])
    const hash = sha256('example.com')
    const found = await enumerateCredentials(authenticator, token, hash)
    expect(new Set(found.map(({ user }) => user.name))).toEqual(new Set(['ann', 'bob']))
    const [first] = found
    if (!first) throw new Error('none found')
    if (credMgmt) {
      const user = { id: first.user.id, name: 'zoe', displayName: 'Zoe' }
      await updateUserInformation(authenticator, token, first.credentialId, user)
      const renamed = await enumerateCredentials(authenticator, token, hash)
      expect(renamed.map(({ user: { name } }) => name)).toContain('zoe')
    } else {
      await expect(
        updateUserInformation(authenticator, token, first.credentialId, first.user),
      ).rejects.toMatchObject({ statusName: 'CTAP2_ERR_INVALID_SUBCOMMAND' })
    }
    await deleteCredential(authenticator, token, first.credentialId)
    await expect(enumerateCredentials(authenticator, token, hash)).resolves.toHaveLength(1)
  })

  test('a key that holds none lists none', async () => {
    token = await tokenFor('credentialManagement')
    await expect(enumerateRPs(authenticator, token)).resolves.toEqual([])
    await expect(enumerateCredentials(authenticator, token, HASH)).resolves.toEqual([])
  })

  test.each([
    ['an answer without total counts as none', 'a0', []],
    ['an answer with total 0 as well', 'a10500', []],
  ])('%s', async (_name, answer, expected) => {
    token = await tokenFor('credentialManagement')
    const scripted = await openScripted(infoAnswer({ credMgmt: true }), (_m, key) =>
      key.replyCbor(0, answer),
    )
    await expect(enumerateRPs(scripted.authenticator, token)).resolves.toEqual(expected)
  })

  test('a total beyond belief, a wrong hash and other refusals are errors', async () => {
    token = await tokenFor('credentialManagement')
    const answers = ['00a1051a00989680', `00a30300040005 01`.replaceAll(' ', ''), '33']
    const scripted = await openScripted(infoAnswer({ credMgmt: true }), (_m, key) =>
      key.reply(0x10, hex(answers.shift() ?? '')),
    )
    const list = (): Promise<unknown> => enumerateRPs(scripted.authenticator, token)
    await expect(list()).rejects.toMatchObject({ field: 'total' })
    await expect(list()).rejects.toMatchObject({ field: 'rp' })
    await expect(list()).rejects.toMatchObject({ statusName: 'CTAP2_ERR_PIN_AUTH_INVALID' })
  })

  test('a key that has neither command is not asked', async () => {
    token = await tokenFor('credentialManagement')
    const scripted = await openScripted(infoAnswer({}))
    await expect(getCredsMetadata(scripted.authenticator, token)).rejects.toMatchObject({
      statusName: 'CTAP1_ERR_INVALID_COMMAND',
    })
  })
})

describe('authenticatorConfig (CTAP 2.2, section 6.11)', () => {
  beforeEach(async () => {
    token = await tokenFor('authenticatorConfiguration')
  })

  test('enterprise attestation', async () => {
    await enableEnterpriseAttestation(authenticator, token)
    expect((await authenticator.currentInfo()).options['ep']).toBe(true)
  })

  test('always-UV is read, toggled and read, and left alone when it is as wanted', async () => {
    await expect(setAlwaysUv(authenticator, true, token)).resolves.toBe(true)
    await expect(setAlwaysUv(authenticator, true, token)).resolves.toBe(true)
    await expect(setAlwaysUv(authenticator, false, token)).resolves.toBe(false)
  })

  test('the minimum PIN length grows, with relying parties that may know it, and never shrinks', async () => {
    const rules = { newMinPINLength: 8, minPinLengthRPIDs: ['example.com'] }
    await setMinPinLength(authenticator, rules, token)
    expect(await authenticator.currentInfo()).toMatchObject({
      minPINLength: 8,
      forcePINChange: true,
    })
    token = await tokenFor('authenticatorConfiguration').catch(() => token)
    await expect(
      setMinPinLength(authenticator, { newMinPINLength: 6 }, token),
    ).rejects.toMatchObject({ name: 'CtapStatusError' })
  })

  test('a PIN change can be forced; then no token is asked for', async () => {
    await setMinPinLength(authenticator, { forceChangePin: true }, token)
    await expect(tokenFor('credentialManagement')).rejects.toMatchObject({
      statusName: 'CTAP2_ERR_PIN_POLICY_VIOLATION',
    })
  })

  test('what the key does not list is not sent', async () => {
    const refused = { statusName: 'CTAP2_ERR_INVALID_SUBCOMMAND' }
    await expect(enableLongTouchForReset(authenticator, token)).rejects.toMatchObject(refused)
    const none = await openScripted(infoAnswer({}))
    await expect(setAlwaysUv(none.authenticator, true, token)).rejects.toMatchObject(refused)
    await expect(enableEnterpriseAttestation(none.authenticator, null)).rejects.toMatchObject(
      refused,
    )
    await expect(vendorPrototype(none.authenticator, members(), null)).rejects.toMatchObject(
      refused,
    )
    const few = await openScripted(infoAnswer({ authnrCfg: true }, [31, [2]]))
    await expect(setMinPinLength(few.authenticator, {}, null)).rejects.toMatchObject(refused)
  })

  test('long touch and a vendor command go out authenticated (CTAP 2.3)', async () => {
    const info = infoAnswer({ authnrCfg: true }, [24, false], [31, [4, 255]])
    const scripted = await openScripted(info, (_m, key) => key.replyCbor(0))
    await enableLongTouchForReset(scripted.authenticator, token)
    await vendorPrototype(scripted.authenticator, members([1, 2]), token)
    const sent = scripted.key.messages.slice(-2).map(({ payload }) => Buffer.from(payload))
    expect(sent.map((payload) => payload.subarray(0, 4).toString('hex'))).toEqual([
      '0da30104',
      '0da40118',
    ])
  })
})

describe('extensions (CTAP 2.2, section 12)', () => {
  test('credProtect, credBlob, minPinLength and hmac-secret at registration', async () => {
    await setMinPinLength(
      authenticator,
      { minPinLengthRPIDs: ['example.com'] },
      await tokenFor('authenticatorConfiguration'),
    )
    const made = await make('example.com', 'ann', {
      credProtect: 2,
      credBlob: hex('0102'),
      minPinLength: true,
      'hmac-secret': true,
    })
    const { extensions } = parseAuthenticatorData(made.authData)
    expect(Object.fromEntries(extensions ?? [])).toEqual({
      credProtect: 2,
      credBlob: true,
      minPinLength: 4,
      'hmac-secret': true,
    })
  })

  test('hmac-secret gives the same secrets for the same salts, in one or two', async () => {
    await make('example.com', 'ann', { 'hmac-secret': true })
    const ask = async (salts: { salt1: Uint8Array; salt2?: Uint8Array }) => {
      const [assertion] = await getAssertion(authenticator, {
        rpId: 'example.com',
        clientDataHash: HASH,
        extensions: { 'hmac-secret': salts },
      })
      return assertion?.hmacSecrets
    }
    const salt1 = new Uint8Array(32).fill(1)
    const salt2 = new Uint8Array(32).fill(2)
    const both = await ask({ salt1, salt2 })
    expect(both?.map((secret) => secret.length)).toEqual([32, 32])
    expect(await ask({ salt1 })).toEqual(both?.slice(0, 1))
    await expect(ask({ salt1: new Uint8Array(31) })).rejects.toThrow(RangeError)
  })

  test('a key that gives no output has none', async () => {
    await make('example.com', 'ann')
    const made = await make('example.com', 'ann', {
      'hmac-secret-mc': { salt1: new Uint8Array(32) },
    })
    expect(made.hmacSecrets).toBeUndefined()
  })

  test('credBlob comes back in the assertion', async () => {
    await make('example.com', 'ann', { credBlob: hex('0102') })
    const [assertion] = await getAssertion(authenticator, {
      rpId: 'example.com',
      clientDataHash: HASH,
      extensions: { credBlob: true },
      token: await getPinToken(authenticator, PIN, {
        permissions: ['getAssertion'],
        rpId: 'example.com',
      }),
    })
    const { extensions } = parseAuthenticatorData(assertion?.authData ?? HASH)
    expect(extensions?.get('credBlob')).toEqual(hex('0102'))
  })
})

describe('large blobs (CTAP 2.2, section 6.10)', () => {
  test('what is written in parts is read in parts, and opened with its key', async () => {
    const { largeBlobKey } = await make('example.com', 'ann', { largeBlobKey: true })
    if (!largeBlobKey) throw new Error('no largeBlobKey')
    const data = new Uint8Array(randomBytes(600))
    const entries = [sealLargeBlob(largeBlobKey, data), sealLargeBlob(new Uint8Array(32), data)]
    token = await tokenFor('largeBlobWrite')
    // A smaller maxMsgSize makes more parts of it.
    const { info } = authenticator
    expect(info.maxSerializedLargeBlobArray).toBe(1024)
    const [own] = entries
    await writeLargeBlobArray(authenticator, encodeLargeBlobArray(own ? [own] : []), token)
    const { array, isIntact } = await readLargeBlobArray(authenticator)
    expect(isIntact).toBe(true)
    const [read] = parseLargeBlobArray(array)
    if (!read) throw new Error('no entry')
    expect(openLargeBlob(largeBlobKey, read)).toEqual(data)
    expect(openLargeBlob(new Uint8Array(32).fill(9), read)).toBeNull()
  })

  test('more than the key holds is not sent', async () => {
    await expect(
      writeLargeBlobArray(authenticator, new Uint8Array(2000), null),
    ).rejects.toMatchObject({ statusName: 'CTAP2_ERR_LARGE_BLOB_STORAGE_FULL' })
  })

  test('length goes with the first part only', async () => {
    const info = infoAnswer({ largeBlobs: true }, [5, 164])
    const { key, authenticator: scripted } = await openScripted(info, (_m, k) => k.replyCbor(0))
    await writeLargeBlobArray(scripted, new Uint8Array(150), null)
    const sent = key.messages.slice(2).map(({ payload }) => payload)
    // {2: 100 bytes, 3: 0, 4: 166} and {2: 66 bytes, 3: 100}
    expect(sent.map((payload) => payload[1])).toEqual([0xa3, 0xa2])
    expect(
      Buffer.from(sent[0] ?? [])
        .subarray(-5)
        .toString('hex'),
    ).toBe('03000418a6')
  })

  test('a damaged array counts as empty; one longer than asked for is refused', async () => {
    const answers = ['a101420102', `a1015864${'00'.repeat(100)}`, `a1015865${'00'.repeat(101)}`]
    const info = infoAnswer({ largeBlobs: true }, [5, 164])
    const { authenticator: scripted } = await openScripted(info, (_m, k) =>
      k.replyCbor(0, answers.shift() ?? ''),
    )
    await expect(readLargeBlobArray(scripted)).resolves.toEqual({
      array: hex('80'),
      isIntact: false,
    })
    await expect(readLargeBlobArray(scripted)).rejects.toMatchObject({ field: 'config' })
  })

  test('a key that never comes to an end is stopped', async () => {
    const part = `a101591b60${'00'.repeat(0x1b60)}`
    const info = infoAnswer({ largeBlobs: true }, [5, 0x1b60 + 64])
    const { authenticator: scripted } = await openScripted(info, (_m, k) => k.replyCbor(0, part))
    await expect(readLargeBlobArray(scripted)).rejects.toMatchObject({ field: 'config' })
  })

  test('a key that claims to take more than CTAPHID carries gets parts that fit', async () => {
    const info = infoAnswer({ largeBlobs: true }, [5, 2 ** 40])
    const { key, authenticator: scripted } = await openScripted(info, (_m, k) => k.replyCbor(0))
    await writeLargeBlobArray(scripted, new Uint8Array(20_000), null)
    expect(key.messages.slice(2).map(({ payload }) => payload.length)).toEqual([7557, 7555, 4936])
    await expect(scripted.send(0x0c, members([2, new Uint8Array(7610)]))).rejects.toMatchObject({
      statusName: 'CTAP2_ERR_REQUEST_TOO_LARGE',
    })
  })

  test('entries of other shapes are skipped, what is no array is refused', () => {
    expect(parseLargeBlobArray(hex('82a0a10102'))).toEqual([])
    expect(() => parseLargeBlobArray(hex('a0'))).toThrow('is not an array')
    expect(() => parseLargeBlobArray(hex('ff'))).toThrow('largeBlobArray')
  })

  test('an entry that lies about its size is not opened', () => {
    const key = new Uint8Array(32)
    const entry = sealLargeBlob(key, new Uint8Array(10))
    expect(openLargeBlob(key, { ...entry, origSize: 2 ** 40 })).toBeNull()
    expect(openLargeBlob(key, { ...entry, origSize: 9 })).toBeNull()
    expect(openLargeBlob(key, { ...entry, ciphertext: hex('00') })).toBeNull()
  })

  test('a key without them is not asked', async () => {
    const { authenticator: scripted } = await openScripted(infoAnswer({}))
    await expect(readLargeBlobArray(scripted)).rejects.toMatchObject({
      statusName: 'CTAP1_ERR_INVALID_COMMAND',
    })
  })
})
