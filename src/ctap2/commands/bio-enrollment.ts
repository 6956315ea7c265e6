import type { Authenticator } from '../authenticator.ts'
import { cborMap, encodeCbor, type CborMap } from '../cbor.ts'
import { COMMAND } from '../command-codes.ts'
import { CtapStatusError } from '../errors.ts'
import { bytes, Fields, unsigned } from '../fields.ts'
import type { TransactOptions } from '../hid/budget.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { CTAP_STATUS } from '../status.ts'

/** What the fingerprint reader can do (CTAP 2.2 §6.7.3). */
export interface FingerprintSensorInfo {
  /** 1: touch, 2: swipe. */
  readonly fingerprintKind?: number
  readonly maxCaptureSamplesRequiredForEnroll?: number
  /** Bytes of UTF-8. */
  readonly maxTemplateFriendlyName?: number
}

/** How the last sample of an enrollment went (CTAP 2.2 §6.7.4). */
export interface EnrollSample {
  /** 0: good; else why not, see `ENROLL_SAMPLE_STATUS`. */
  readonly lastEnrollSampleStatus: number
  /** Samples still needed; 0 when the fingerprint is enrolled. */
  readonly remainingSamples: number
}

/** A fingerprint under enrollment. */
export interface Enrollment extends EnrollSample {
  readonly templateId: Uint8Array
}

/** An enrolled fingerprint. */
export interface Template {
  readonly templateId: Uint8Array
  readonly templateFriendlyName?: string
}

/** What can be said of a sample, by the standard's names (CTAP 2.2 §6.7.4). */
export const ENROLL_SAMPLE_STATUS = Object.freeze({
  CTAP2_ENROLL_FEEDBACK_FP_GOOD: 0x00,
  CTAP2_ENROLL_FEEDBACK_FP_TOO_HIGH: 0x01,
  CTAP2_ENROLL_FEEDBACK_FP_TOO_LOW: 0x02,
  CTAP2_ENROLL_FEEDBACK_FP_TOO_LEFT: 0x03,
  CTAP2_ENROLL_FEEDBACK_FP_TOO_RIGHT: 0x04,
  CTAP2_ENROLL_FEEDBACK_FP_TOO_FAST: 0x05,
  CTAP2_ENROLL_FEEDBACK_FP_TOO_SLOW: 0x06,
  CTAP2_ENROLL_FEEDBACK_FP_POOR_QUALITY: 0x07,
  CTAP2_ENROLL_FEEDBACK_FP_TOO_SKEWED: 0x08,
  CTAP2_ENROLL_FEEDBACK_FP_TOO_SHORT: 0x09,
  CTAP2_ENROLL_FEEDBACK_FP_MERGE_FAILURE: 0x0a,
  CTAP2_ENROLL_FEEDBACK_FP_EXISTS: 0x0b,
  CTAP2_ENROLL_FEEDBACK_NO_USER_ACTIVITY: 0x0d,
  CTAP2_ENROLL_FEEDBACK_NO_USER_PRESENCE_TRANSITION: 0x0e,
} as const)

const FINGERPRINT = 0x01

/** Subcommands of authenticatorBioEnrollment (CTAP 2.2 §6.7). */
export const BIO_ENROLLMENT = Object.freeze({
  enrollBegin: 0x01,
  enrollCaptureNextSample: 0x02,
  cancelCurrentEnrollment: 0x03,
  enumerateEnrollments: 0x04,
  setFriendlyName: 0x05,
  removeEnrollment: 0x06,
  getFingerprintSensorInfo: 0x07,
} as const)

/** Parameters of the subcommands (CTAP 2.2 §6.7). */
export const BIO_PARAMETER = Object.freeze({
  templateId: 0x01,
  templateFriendlyName: 0x02,
  timeoutMilliseconds: 0x03,
} as const)

/** Members of the answers (CTAP 2.2 §6.7). */
export const BIO_ANSWER = Object.freeze({
  modality: 0x01,
  fingerprintKind: 0x02,
  maxCaptureSamplesRequiredForEnroll: 0x03,
  templateId: 0x04,
  lastEnrollSampleStatus: 0x05,
  remainingSamples: 0x06,
  templateInfos: 0x07,
  maxTemplateFriendlyName: 0x08,
} as const)

const REQUEST = Object.freeze({
  modality: 0x01,
  subCommand: 0x02,
  subCommandParams: 0x03,
  pinUvAuthProtocol: 0x04,
  pinUvAuthParam: 0x05,
  getModality: 0x06,
} as const)

const SENSOR_INFO = Object.freeze({
  fingerprintKind: [BIO_ANSWER.fingerprintKind, unsigned],
  maxCaptureSamplesRequiredForEnroll: [BIO_ANSWER.maxCaptureSamplesRequiredForEnroll, unsigned],
  maxTemplateFriendlyName: [BIO_ANSWER.maxTemplateFriendlyName, unsigned],
} as const)

/** The kind of biometrics the key has; 1 is a fingerprint (CTAP 2.2 §6.7.2). */
export async function getBioModality(
  authenticator: Authenticator,
  options: TransactOptions = {},
): Promise<number> {
  const request = cborMap([[REQUEST.getModality, true]])
  const answer = await authenticator.request(bioCommand(authenticator), request, options)
  return fieldsOf(answer).required(BIO_ANSWER.modality, 'modality', unsigned)
}

/** What the fingerprint reader can do (CTAP 2.2 §6.7.3). */
export async function getFingerprintSensorInfo(
  authenticator: Authenticator,
  options: TransactOptions = {},
): Promise<FingerprintSensorInfo> {
  const request = cborMap([
    [REQUEST.modality, FINGERPRINT],
    [REQUEST.subCommand, BIO_ENROLLMENT.getFingerprintSensorInfo],
  ])
  const answer = await authenticator.request(bioCommand(authenticator), request, options)
  return fieldsOf(answer).members(SENSOR_INFO)
}

/** Gives up an enrollment under way (CTAP 2.2 §6.7.5). */
export async function cancelCurrentEnrollment(
  authenticator: Authenticator,
  options: TransactOptions = {},
): Promise<void> {
  const request = cborMap([
    [REQUEST.modality, FINGERPRINT],
    [REQUEST.subCommand, BIO_ENROLLMENT.cancelCurrentEnrollment],
  ])
  await authenticator.send(bioCommand(authenticator), request, options)
}

/** Sends an authenticated subcommand; the key's refusal is a CtapStatusError (CTAP 2.2 §6.7). */
export async function callBioEnrollment(
  authenticator: Authenticator,
  subCommand: keyof typeof BIO_ENROLLMENT,
  parameters: CborMap | undefined,
  token: PinToken,
  options: TransactOptions,
): Promise<Fields> {
  const code = BIO_ENROLLMENT[subCommand]
  const encoded = parameters ? encodeCbor(parameters) : new Uint8Array()
  const request = cborMap([
    [REQUEST.modality, FINGERPRINT],
    [REQUEST.subCommand, code],
    [REQUEST.subCommandParams, parameters],
    [REQUEST.pinUvAuthProtocol, token.protocol],
    [REQUEST.pinUvAuthParam, token.authenticate(new Uint8Array([FINGERPRINT, code, ...encoded]))],
  ])
  return fieldsOf(
    (await authenticator.send(bioCommand(authenticator), request, options)) ?? new Map(),
  )
}

/** Reads how a sample went. */
export function readSample(fields: Fields): EnrollSample {
  const status = BIO_ANSWER.lastEnrollSampleStatus
  return {
    lastEnrollSampleStatus: fields.required(status, 'lastEnrollSampleStatus', unsigned),
    remainingSamples: fields.required(BIO_ANSWER.remainingSamples, 'remainingSamples', unsigned),
  }
}

/** Reads the first answer of an enrollment. */
export function readEnrollment(fields: Fields): Enrollment {
  const templateId = fields.required(BIO_ANSWER.templateId, 'templateId', bytes)
  return { templateId, ...readSample(fields) }
}

// Option bioEnroll is false while no fingerprint is enrolled: its presence is what counts (§6.4).
function bioCommand(authenticator: Authenticator): number {
  const { options, versions } = authenticator.info
  if (options['bioEnroll'] !== undefined) return COMMAND.authenticatorBioEnrollment
  const hasPreview = options['userVerificationMgmtPreview'] !== undefined
  if (hasPreview && versions.includes('FIDO_2_1_PRE')) {
    return COMMAND.authenticatorBioEnrollmentPreview
  }
  throw new CtapStatusError('authenticatorBioEnrollment', CTAP_STATUS.CTAP1_ERR_INVALID_COMMAND)
}

function fieldsOf(answer: CborMap): Fields {
  return new Fields('authenticatorBioEnrollment', answer)
}
