import { z } from 'zod'
import type { FailureCause, PolicyDemand, RefusalRemedy } from '../../../../shared/failure.ts'
import { ProviderError } from '../../provider.ts'
import { reasonOf } from '../sign-in/refusal.ts'
import { listOf } from './answers.ts'
import type { HttpAnswer } from './http-exchange.ts'
import type { OperationName } from './operations.ts'
import { readRateLimit, type RateLimit } from './retry.ts'

/** Okta's refusal with its code, for the callers that know what it means in their place. */
export class OktaRefusal extends ProviderError {
  readonly status: number
  /** `E…`, or empty when Okta sent none. */
  readonly errorCode: string
  readonly summary: string
  /** What it says of the limit it was refused by; of use where that is why. */
  readonly limit: RateLimit

  constructor(cause: FailureCause, answer: HttpAnswer, okta: OktaErrorBody | null) {
    super(cause, answer.requestId)
    this.status = answer.status
    this.errorCode = okta?.errorCode ?? ''
    this.summary = okta?.summary ?? ''
    this.limit = readRateLimit(answer.headers)
  }
}

export interface OktaErrorBody {
  readonly errorCode: string
  /** Okta's summary and its causes: for the operator, and for E0000001, which says nothing by itself. */
  readonly summary: string
}

const longestSummary = 500

// `errorCauses` is a list by the description, and an object in some of Okta's own answers.
const errorSchema = z.looseObject({
  errorCode: z.string().regex(/^[A-Za-z0-9_]{1,40}$/),
  errorSummary: z.string().optional(),
  errorCauses: z.unknown().optional(),
})
const causesSchema = listOf(z.looseObject({ errorSummary: z.string() }))

export function readErrorBody(body: unknown): OktaErrorBody | null {
  const read = errorSchema.safeParse(body)
  if (!read.success) return null
  const causes = causesSchema.safeParse(read.data.errorCauses)
  const parts = [read.data.errorSummary ?? '', ...(causes.data ?? []).map((c) => c.errorSummary)]
  const summary = parts.filter(Boolean).join(' – ').slice(0, longestSummary)
  return { errorCode: read.data.errorCode, summary }
}

type Kind =
  | 'sign-in'
  | 'denied'
  | 'outage'
  | 'rate-limit'
  | 'not-found'
  | 'ceremony'
  | PolicyDemand
  | RefusalRemedy

/** Okta's documented error codes; one not listed is told with Okta's own summary. */
const kinds: Readonly<Record<string, Kind>> = Object.freeze({
  E0000001: 'check-details',
  E0000002: 'report-fault',
  E0000003: 'report-fault',
  E0000004: 'sign-in',
  E0000005: 'sign-in',
  E0000006: 'denied',
  E0000007: 'not-found',
  E0000008: 'report-fault',
  E0000009: 'outage',
  E0000010: 'outage',
  E0000011: 'sign-in',
  E0000013: 'enable-in-okta',
  E0000015: 'enable-in-okta',
  E0000016: 'check-person-status',
  E0000020: 'report-fault',
  E0000022: 'enable-in-okta',
  E0000023: 'change-at-source',
  E0000028: 'report-fault',
  E0000031: 'check-details',
  E0000038: 'check-person-status',
  E0000047: 'rate-limit',
  E0000060: 'enable-in-okta',
  E0000067: 'outage',
  E0000068: 'ceremony',
  E0000069: 'unlock-person',
  E0000074: 'outage',
  E0000076: 'change-at-source',
  E0000077: 'change-at-source',
  E0000078: 'change-at-source',
  E0000079: 'check-person-status',
  E0000080: 'password-policy',
  E0000093: 'check-details',
  E0000100: 'outage',
  E0000107: 'check-person-status',
  E0000111: 'change-at-source',
  E0000112: 'wait-for-activation',
  E0000119: 'unlock-person',
  E0000124: 'check-details',
  E0000125: 'check-details',
  E0000148: 'policy-protects',
  E0000154: 'check-person-status',
  E0000155: 'check-person-status',
  E0000156: 'find-person-again',
  E0000158: 'user-verification',
  E0000159: 'fips',
  E0000180: 'check-person-status',
  E0000219: 'policy-protects',
  E0000229: 'biometrics',
  E0000239: 'wait-for-activation',
  E0000243: 'check-details',
  E0000249: 'wait-for-activation',
  E0000253: 'wait-for-activation',
})

/** Every error code this adapter tells apart; the documentation's table is checked against it. */
export const knownErrorCodes: readonly string[] = Object.freeze(Object.keys(kinds))

/** Turns an answer of 400 or more into the error to throw. */
export function refusalFrom(operation: OperationName, answer: HttpAnswer): OktaRefusal {
  const okta = readErrorBody(answer.body)
  return new OktaRefusal(causeOf({ operation, answer, okta }), answer, okta)
}

/** What a refusal is made of. */
interface Refusal {
  readonly operation: OperationName
  readonly answer: HttpAnswer
  readonly okta: OktaErrorBody | null
}

/** Kinds with a cause of their own; every other is `provider-refused` with that remedy. */
const causes = {
  'sign-in': ({ answer }: Refusal): FailureCause => ({
    code: 'provider-sign-in-refused',
    ...reasonOf(answer),
  }),
  denied: ({ operation, answer, okta }: Refusal): FailureCause => ({
    code: 'provider-denied',
    operation,
    reason: okta?.summary ?? reasonOf(answer).reason,
  }),
  outage: ({ operation, answer }: Refusal): FailureCause => ({
    code: 'provider-outage',
    operation,
    status: answer.status,
  }),
  'rate-limit': ({ operation, answer }: Refusal): FailureCause => ({
    code: 'provider-rate-limited',
    operation,
    retryAt: retryAtOf(answer),
  }),
  ceremony: ({ okta }: Refusal): FailureCause => ({
    code: 'ceremony-rejected',
    reason: okta?.summary ?? '',
  }),
  'user-verification': (): FailureCause => demandOfPolicy('user-verification'),
  fips: (): FailureCause => demandOfPolicy('fips'),
  biometrics: (): FailureCause => demandOfPolicy('biometrics'),
  'not-found': (refusal: Refusal): FailureCause =>
    isOfFactor(refusal.operation)
      ? { code: 'factor-not-found' }
      : causeOfRefusal(refusal, 'check-details'),
}

function demandOfPolicy(demand: PolicyDemand): FailureCause {
  return { code: 'key-below-policy', demand }
}

function causeOf(refusal: Refusal): FailureCause {
  const kind = kindOf(refusal.answer.status, refusal.okta)
  return hasCause(kind) ? causes[kind](refusal) : causeOfRefusal(refusal, kind)
}

function hasCause(kind: Kind): kind is keyof typeof causes {
  return Object.hasOwn(causes, kind)
}

function kindOf(status: number, okta: OktaErrorBody | null): Kind {
  if (status === 429) return 'rate-limit'
  const known = okta === null ? undefined : kinds[okta.errorCode]
  if (known !== undefined) return known
  if (status >= 500) return 'outage'
  if (status === 401) return 'sign-in'
  if (status === 403) return 'denied'
  return 'report-fault'
}

function causeOfRefusal({ operation, answer, okta }: Refusal, remedy: RefusalRemedy): FailureCause {
  const errorCode = okta?.errorCode ?? `HTTP ${answer.status}`
  const summary = okta?.summary ?? reasonOf(answer).reason
  return { code: 'provider-refused', operation, errorCode, summary, remedy }
}

function isOfFactor(operation: OperationName): boolean {
  return ['getFactor', 'activateFactor', 'verifyFactor', 'unenrollFactor'].includes(operation)
}

function retryAtOf(answer: HttpAnswer): number | null {
  const limit = readRateLimit(answer.headers)
  return limit.kind === 'bucket' ? limit.resetAtMs : null
}
