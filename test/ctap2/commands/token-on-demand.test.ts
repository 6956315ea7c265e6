import { describe, expect, test } from 'vitest'
import {
  Authenticator,
  encodePin,
  findCredential,
  getAssertion,
  getPinToken,
  makeCredential,
  parseAuthenticatorData,
  setPin,
  type PinToken,
} from '../../../src/ctap2/index.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { openVirtualKey } from '../../support/key-port.ts'

const PIN = encodePin('123456')
const RP_ID = 'example.com'
const clientDataHash = new Uint8Array(32)
const creation = {
  clientDataHash,
  rp: { id: RP_ID },
  user: { id: new Uint8Array([1]) },
  algorithms: [-7],
  options: { rk: true },
}

interface Bench {
  readonly key: VirtualKey
  readonly authenticator: Authenticator
  readonly tokens: PinToken[]
  readonly askForToken: () => Promise<PinToken>
}

/** A key with a PIN, and somebody who gives tokens and keeps count. */
async function openWithPin(): Promise<Bench> {
  const key = new VirtualKey()
  const authenticator = await Authenticator.open(openVirtualKey(key))
  await setPin(authenticator, PIN)
  const tokens: PinToken[] = []
  const askForToken = async (): Promise<PinToken> => {
    const permissions = ['makeCredential', 'getAssertion'] as const
    const token = await getPinToken(authenticator, PIN, { permissions, rpId: RP_ID })
    tokens.push(token)
    return token
  }
  return { key, authenticator, tokens, askForToken }
}

const countOf = ({ key }: Bench, command: string): number =>
  key.log.filter((entry) => entry.command === command).length

describe('a request that the key wants a token for (CTAP2_ERR_PUAT_REQUIRED)', () => {
  test('makeCredential is sent again, once, with one; the token is disposed of', async () => {
    const bench = await openWithPin()
    const { authenticator, askForToken, tokens } = bench
    const made = await makeCredential(authenticator, { ...creation, askForToken })
    expect(parseAuthenticatorData(made.authData).flags.uv).toBe(true)
    expect(countOf(bench, 'makeCredential')).toBe(2)
    expect(tokens).toHaveLength(1)
    expect(() => tokens[0]?.authenticate(clientDataHash)).toThrow('disposed')
  })

  test('getAssertion and the silent search too', async () => {
    const bench = await openWithPin()
    const { key, authenticator, askForToken, tokens } = bench
    const token = await askForToken()
    const made = await makeCredential(authenticator, { ...creation, token })
    const { attestedCredentialData } = parseAuthenticatorData(made.authData)
    const id = attestedCredentialData?.credentialId ?? new Uint8Array()
    const refusal = { kind: 'status', status: 0x36 } as const

    key.inject({ misdeed: refusal, on: 'getAssertion' })
    const asked = { rpId: RP_ID, clientDataHash, up: false, askForToken }
    const [assertion] = await getAssertion(authenticator, { ...asked, allowList: [id] })
    expect(parseAuthenticatorData(assertion?.authData ?? id).flags.uv).toBe(true)

    key.inject({ misdeed: refusal, on: 'getAssertion' })
    const search = { rpId: RP_ID, ids: [id], askForToken }
    expect(await findCredential(authenticator, search)).toEqual(id)
    expect(tokens).toHaveLength(3)
  })

  test('is refused where nobody has one, and when the key wants another after that', async () => {
    const { key, authenticator, askForToken, tokens } = await openWithPin()
    const refused = { statusName: 'CTAP2_ERR_PUAT_REQUIRED' }
    await expect(makeCredential(authenticator, creation)).rejects.toMatchObject(refused)
    const nobody = { ...creation, askForToken: () => Promise.resolve(null) }
    await expect(makeCredential(authenticator, nobody)).rejects.toMatchObject(refused)

    key.inject({ misdeed: { kind: 'status', status: 0x36 }, on: 'makeCredential', times: 9 })
    const again = makeCredential(authenticator, { ...creation, askForToken })
    await expect(again).rejects.toMatchObject(refused)
    expect(tokens).toHaveLength(1)
  })

  test('another refusal asks for no token', async () => {
    const { key, authenticator, askForToken, tokens } = await openWithPin()
    key.inject({ misdeed: { kind: 'status', status: 0x28 }, on: 'makeCredential' })
    const full = makeCredential(authenticator, { ...creation, askForToken })
    await expect(full).rejects.toMatchObject({ statusName: 'CTAP2_ERR_KEY_STORE_FULL' })
    expect(tokens).toEqual([])
  })
})
