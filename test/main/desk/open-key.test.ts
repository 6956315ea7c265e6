import { afterEach, describe, expect, test } from 'vitest'
import type { KeySource } from '../../../src/ctap2/index.ts'
import { simulatedKeySource } from '../../../src/main/compose/demo.ts'
import { KeySession, readAaguid } from '../../../src/main/desk/key-session.ts'
import { checkOneKey } from '../../../src/main/terminal/commands/keys.ts'
import { textsIn } from '../../../src/main/terminal/language.ts'
import { Printer } from '../../../src/main/terminal/printing/printer.ts'
import type { Output } from '../../../src/shared/contract.ts'
import { standardCustoms } from '../../../src/simulator/virtual-key/customs.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { hex } from '../../support/scripted-key.ts'
import { openTestStation, runIssue, type TestStation } from '../../support/test-station.ts'

let desk: TestStation | null = null

afterEach(async () => {
  await desk?.close()
  desk = null
})

const GOTRUST = {
  aaguid: '9f0d8150-baa5-4c00-9299-ad62c8bb4e87',
  info: hex(
    'a60182684649444f5f325f30665532465f563202816b686d61632d73656372657403509f0d8150baa54c009299ad62c8bb4e8704a464706c6174f462726bf569636c69656e7450696ef5627570f505190400068101',
  ),
}
const NITROKEY = {
  aaguid: '00112233-4455-6677-8899-aabbccddeeff',
  info: hex('a30181684649444f5f325f30035000112233445566778899aabbccddeeff04a2627570f562726bf5'),
}
/** An odd member beside the good ones, named so that it could forge a line. */
const ODD = {
  aaguid: '00112233-4455-6677-8899-aabbccddeeff',
  info: hex(
    'a50181684649444f5f325f30035000112233445566778899aabbccddeeff04a162726bf50d6134650d0a787878c101',
  ),
}

function keyAnswering(info: Uint8Array): VirtualKey {
  const key = new VirtualKey()
  const payload = Uint8Array.of(0, ...info)
  key.inject({
    misdeed: { kind: 'answer', payload },
    on: 'getInfo',
    times: Number.POSITIVE_INFINITY,
  })
  return key
}

const sourceOf = (key: VirtualKey): KeySource => simulatedKeySource(new Map([['one', key]]))

async function check(key: VirtualKey, json: boolean): Promise<readonly string[]> {
  const printed: string[] = []
  const print = (line: string): void => void printed.push(line)
  const io = { print, tell: print, askHidden: null, ask: null, onInterrupt: () => undefined }
  await checkOneKey(sourceOf(key), new Printer(io, json, textsIn('en')))
  return printed
}

async function openAsIssuingDoes(key: VirtualKey): Promise<string | undefined> {
  const source = sourceOf(key)
  const [device] = await source.list()
  if (!device) throw new Error('no key')
  const session = await KeySession.open(source, device, new AbortController().signal)
  await session.close()
  return session.key.aaguid
}

async function selfCheckOf(key: VirtualKey): Promise<unknown> {
  desk = await openTestStation(new Map([['one', key]]))
  const reply = await desk.station.request('self-check.run', null)
  if (!reply.ok) throw new Error(reply.cause.code)
  return (reply.value as Output<'self-check.run'>).find(({ name }) => name === 'key')
}

test('what a key calls itself is one line of text, to whoever it is shown', async () => {
  const { profile } = new VirtualKey()
  const product = 'Key\u001b]0;x\u0007\r\nIssued\u202e'
  const source = sourceOf(new VirtualKey({ profile: { ...profile, product, vendorId: 0x1209 } }))
  const list = async () =>
    (await source.list()).map((device) => ({ ...device, serialNumber: '12\u009b2J\n' }))
  const [device] = await list()
  if (!device) throw new Error('no key')
  const session = await KeySession.open({ ...source, list }, device, new AbortController().signal)
  await session.demandHere()
  await session.close()
  expect(session.key).toMatchObject({
    product: 'Key␛]0;x␇␍␊Issued<U+202E>',
    serial: '12<U+009B>2J␊',
  })
})

describe('a key that departs from the standard', () => {
  test.each([
    ['GoTrust: options out of order', GOTRUST],
    ['an older Nitrokey: up before rk', NITROKEY],
    ['one odd member', ODD],
  ])('is taken everywhere or nowhere: %s', async (_name, { aaguid, info }) => {
    const key = keyAnswering(info)
    expect(await openAsIssuingDoes(key)).toBe(aaguid)
    expect(await readAaguid(sourceOf(key))).toBe(aaguid)
    expect(await selfCheckOf(key)).toMatchObject({ state: 'ok', cause: null })
    const [line = ''] = await check(key, true)
    expect(JSON.parse(line)).toMatchObject({ type: 'info', info: { aaguid } })
  })

  test('what was let pass is told by `station check`', async () => {
    const command = 'authenticatorGetInfo'
    const [line = ''] = await check(keyAnswering(NITROKEY.info), true)
    expect(JSON.parse(line)).toMatchObject({
      remarks: [{ command, field: 'response', reason: 'map key out of order' }],
    })
    const lines = await check(keyAnswering(ODD.info), false)
    expect(lines.slice(-2)).toEqual([
      `  Not as the standard has it, and taken all the same: ${command}, "\\r\\nxxx": tag at byte 45`,
      `  Not as the standard has it, and taken all the same: ${command}, "minPINLength": is not an integer`,
    ])
    expect((await check(new VirtualKey(), false)).join('\n')).not.toContain('standard')
  })

  test('is issued, though it writes every map backwards: extension outputs and COSE key too', async () => {
    const customs = { ...standardCustoms, writesMapsBackwards: true }
    const key = new VirtualKey({ profile: { customs } })
    desk = await openTestStation(new Map([['one', key]]), { userVerification: 'required' })
    const { end } = await runIssue(desk)
    expect(end.activity).toMatchObject({ kind: 'done' })
    const [line = ''] = await check(key, true)
    expect(JSON.parse(line)).toMatchObject({ remarks: [{ reason: 'map key out of order' }] })
  })
})

test('a model that announces FIDO2 and has none is called so, everywhere', async () => {
  const key = new VirtualKey()
  const misdeed = { kind: 'hidError', code: 0x01 } as const
  key.inject({ misdeed, on: 'getInfo', times: Number.POSITIVE_INFINITY })
  const cause = { code: 'key-u2f-only' }
  expect(await selfCheckOf(key)).toMatchObject({ state: 'problem', cause })
  await expect(check(key, false)).rejects.toMatchObject({ kind: 'u2f-only', platform: 'U2F_V2' })
  await expect(openAsIssuingDoes(key)).rejects.toMatchObject({ kind: 'u2f-only' })
  expect(await readAaguid(sourceOf(key))).toBeNull()
  const { end } = await runIssue(desk ?? (await openTestStation()))
  expect(end.activity).toMatchObject({ kind: 'failed', failure: { cause } })
})
