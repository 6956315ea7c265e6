import type { Authenticator } from '../authenticator.ts'
import { cborMap } from '../cbor.ts'
import { CtapStatusError } from '../errors.ts'
import { arrayOf, bytes, Fields, map, text, type FieldReader } from '../fields.ts'
import type { TransactOptions } from '../hid/budget.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { CTAP_STATUS } from '../status.ts'
import {
  BIO_ANSWER,
  BIO_PARAMETER,
  callBioEnrollment,
  readEnrollment,
  readSample,
  type Enrollment,
  type EnrollSample,
  type Template,
} from './bio-enrollment.ts'

const DEFAULT_SAMPLE_MS = 10_000
const MARGIN_MS = 5_000

const template: FieldReader<Template> = (value, refuse) => {
  const fields = new Fields('authenticatorBioEnrollment', map(value, refuse))
  return {
    templateId: fields.required(BIO_PARAMETER.templateId, 'templateId', bytes),
    ...fields.members({ templateFriendlyName: [BIO_PARAMETER.templateFriendlyName, text] }),
  }
}

/**
 * Begins to enroll a fingerprint and takes its first sample, waiting up to `sampleMs` milliseconds
 * for the finger. The token needs the permission bioEnrollment (CTAP 2.2 §6.7.4).
 */
export async function beginEnrollment(
  authenticator: Authenticator,
  token: PinToken,
  options: TransactOptions = {},
  sampleMs = DEFAULT_SAMPLE_MS,
): Promise<Enrollment> {
  const parameters = cborMap([[BIO_PARAMETER.timeoutMilliseconds, sampleMs]])
  const limits = sampleLimits(sampleMs, options)
  const answer = callBioEnrollment(authenticator, 'enrollBegin', parameters, token, limits)
  return readEnrollment(await answer)
}

/** Takes the next sample of an enrollment (CTAP 2.2 §6.7.4). */
export async function captureNextSample(
  authenticator: Authenticator,
  templateId: Uint8Array,
  token: PinToken,
  options: TransactOptions = {},
  sampleMs = DEFAULT_SAMPLE_MS,
): Promise<EnrollSample> {
  const parameters = cborMap([
    [BIO_PARAMETER.templateId, templateId],
    [BIO_PARAMETER.timeoutMilliseconds, sampleMs],
  ])
  const limits = sampleLimits(sampleMs, options)
  const name = 'enrollCaptureNextSample'
  return readSample(await callBioEnrollment(authenticator, name, parameters, token, limits))
}

/** Lists the enrolled fingerprints; a key without any refuses, which is an empty list (§6.7.6). */
export async function enumerateEnrollments(
  authenticator: Authenticator,
  token: PinToken,
  options: TransactOptions = {},
): Promise<readonly Template[]> {
  try {
    const name = 'enumerateEnrollments'
    const fields = await callBioEnrollment(authenticator, name, undefined, token, options)
    return fields.optional(BIO_ANSWER.templateInfos, 'templateInfos', arrayOf(template)) ?? []
  } catch (error) {
    const isEmpty =
      error instanceof CtapStatusError && error.status === CTAP_STATUS.CTAP2_ERR_INVALID_OPTION
    if (isEmpty) return []
    throw error
  }
}

/** Names a fingerprint; the name in UTF-8 within maxTemplateFriendlyName bytes (CTAP 2.2 §6.7.7). */
export async function setFriendlyName(
  authenticator: Authenticator,
  templateId: Uint8Array,
  templateFriendlyName: string,
  token: PinToken,
  options: TransactOptions = {},
): Promise<void> {
  const parameters = cborMap([
    [BIO_PARAMETER.templateId, templateId],
    [BIO_PARAMETER.templateFriendlyName, templateFriendlyName],
  ])
  await callBioEnrollment(authenticator, 'setFriendlyName', parameters, token, options)
}

/** Removes a fingerprint (CTAP 2.2 §6.7.8). */
export async function removeEnrollment(
  authenticator: Authenticator,
  templateId: Uint8Array,
  token: PinToken,
  options: TransactOptions = {},
): Promise<void> {
  const parameters = cborMap([[BIO_PARAMETER.templateId, templateId]])
  await callBioEnrollment(authenticator, 'removeEnrollment', parameters, token, options)
  authenticator.markInfoStale()
}

// The key keeps to its own time for a sample; ours only has to be longer.
function sampleLimits(sampleMs: number, options: TransactOptions): TransactOptions {
  const budgetMs = sampleMs + MARGIN_MS
  return { phase: 'fingerprint', budgetMs, silenceMs: budgetMs, ...options }
}
