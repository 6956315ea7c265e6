import { describe, expect, test } from 'vitest'
import {
  beginEnrollment,
  cancelCurrentEnrollment,
  captureNextSample,
  ENROLL_SAMPLE_STATUS,
  enumerateEnrollments,
  getBioModality,
  getFingerprintSensorInfo,
  getUvToken,
  removeEnrollment,
  setFriendlyName,
} from '../../../src/ctap2/index.ts'
import { PinToken } from '../../../src/ctap2/pin/pin-token.ts'
import { protocolOne } from '../../../src/ctap2/pin/protocol-one.ts'
import { infoAnswer, openScripted } from '../../support/open-key.ts'
import { hex, type HostMessage } from '../../support/scripted-key.ts'

// No simulator at hand has fingerprints: the answers below are written out by the tables of §6.7.
const TOKEN_KEY = new Uint8Array(16).fill(1)
const token = new PinToken(protocolOne, TOKEN_KEY, ['bioEnrollment'], null)
const TEMPLATE = hex('f1')

async function open(
  answer: string | number,
  options: Record<string, boolean> = { bioEnroll: false },
) {
  const requests: HostMessage[] = []
  const { authenticator } = await openScripted(infoAnswer(options), (message, key) => {
    requests.push(message)
    if (typeof answer === 'number') key.replyCbor(answer)
    else key.replyCbor(0, answer)
  })
  const lastRequest = (): string => Buffer.from(requests.at(-1)?.payload ?? []).toString('hex')
  return { authenticator, lastRequest }
}

/** The pinUvAuthParam of a message, as hexadecimal digits of its CBOR member. */
function param(message: string): string {
  return `0550${Buffer.from(protocolOne.authenticate(TOKEN_KEY, hex(message))).toString('hex')}`
}

describe('bioEnrollment (CTAP 2.2, section 6.7)', () => {
  test('modality and sensor need no token', async () => {
    const modality = await open('a10101')
    await expect(getBioModality(modality.authenticator)).resolves.toBe(1)
    expect(modality.lastRequest()).toBe('09a106f5')
    const sensor = await open('a302010304081820')
    await expect(getFingerprintSensorInfo(sensor.authenticator)).resolves.toEqual({
      fingerprintKind: 1,
      maxCaptureSamplesRequiredForEnroll: 4,
      maxTemplateFriendlyName: 32,
    })
    expect(sensor.lastRequest()).toBe('09a201010207')
  })

  test('an enrollment, sample by sample, authenticated over modality, subcommand, parameters', async () => {
    const begin = await open('a30441f105000603')
    await expect(beginEnrollment(begin.authenticator, token)).resolves.toEqual({
      templateId: TEMPLATE,
      lastEnrollSampleStatus: ENROLL_SAMPLE_STATUS.CTAP2_ENROLL_FEEDBACK_FP_GOOD,
      remainingSamples: 3,
    })
    expect(begin.lastRequest()).toBe(`09a50101020103a1031927100401${param('0101a103192710')}`)
    const next = await open('a205010602')
    await expect(captureNextSample(next.authenticator, TEMPLATE, token, {}, 500)).resolves.toEqual({
      lastEnrollSampleStatus: 1,
      remainingSamples: 2,
    })
    expect(next.lastRequest()).toBe(
      `09a50101020203a20141f1031901f40401${param('0102a20141f1031901f4')}`,
    )
    const cancel = await open('a0')
    await cancelCurrentEnrollment(cancel.authenticator)
    expect(cancel.lastRequest()).toBe('09a201010203')
  })

  test('fingerprints are listed, named and removed', async () => {
    const list = await open('a10782a20141f10264696e6478a10141f2')
    await expect(enumerateEnrollments(list.authenticator, token)).resolves.toEqual([
      { templateId: TEMPLATE, templateFriendlyName: 'indx' },
      { templateId: hex('f2') },
    ])
    const name = await open('a0')
    await setFriendlyName(name.authenticator, TEMPLATE, 'left', token)
    expect(name.lastRequest()).toContain('03a20141f102646c656674')
    const remove = await open('a0')
    await removeEnrollment(remove.authenticator, TEMPLATE, token)
    expect(remove.lastRequest()).toContain('020603a10141f1')
  })

  test('no fingerprint is an empty list; another refusal is an error', async () => {
    const none = await open(0x2c)
    await expect(enumerateEnrollments(none.authenticator, token)).resolves.toEqual([])
    const refused = await open(0x33)
    await expect(enumerateEnrollments(refused.authenticator, token)).rejects.toMatchObject({
      status: 0x33,
    })
  })

  test('the preview command where only that is there, and no command where none is', async () => {
    const preview = await open('a10101', { userVerificationMgmtPreview: false })
    await getBioModality(preview.authenticator)
    expect(preview.lastRequest()).toBe('40a106f5')
    const none = await open('', {})
    await expect(getBioModality(none.authenticator)).rejects.toMatchObject({
      statusName: 'CTAP1_ERR_INVALID_COMMAND',
    })
  })

  test('answers that lack a member are refused by its name', async () => {
    const { authenticator } = await open('a20441f10500')
    await expect(beginEnrollment(authenticator, token)).rejects.toMatchObject({
      field: 'remainingSamples',
    })
  })
})

describe('a token by user verification', () => {
  test('asks with permissions and without a PIN; refusals come back by name', async () => {
    const { authenticator, lastRequest } = await open(0x3c)
    await expect(
      getUvToken(authenticator, { permissions: ['bioEnrollment'] }),
    ).rejects.toMatchObject({
      statusName: 'CTAP2_ERR_UV_BLOCKED',
    })
    expect(lastRequest()).toBe('06a201010202')
  })
})
