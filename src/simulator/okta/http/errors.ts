/** Okta's error codes that the double can answer, with the status and summary Okta documents. */
const ERRORS = Object.freeze({
  E0000001: { status: 400, summary: 'Api validation failed' },
  E0000003: { status: 400, summary: 'The request body was not well-formed.' },
  E0000005: { status: 403, summary: 'Invalid session' },
  E0000006: {
    status: 403,
    summary: 'You do not have permission to perform the requested action',
  },
  E0000007: { status: 404, summary: 'Not found: Resource not found' },
  E0000008: { status: 404, summary: 'The requested path was not found' },
  E0000009: { status: 500, summary: 'Internal Server Error' },
  E0000010: { status: 503, summary: 'Service is in read only mode' },
  E0000011: { status: 401, summary: 'Invalid token provided' },
  E0000015: {
    status: 401,
    summary: 'You do not have permission to access the feature you are requesting',
  },
  E0000016: { status: 403, summary: 'Activation failed because the user is already active' },
  E0000021: {
    status: 415,
    summary:
      'Bad request.  Accept and/or Content-Type headers likely do not match supported values.',
  },
  E0000022: { status: 405, summary: 'The endpoint does not support the provided HTTP method' },
  E0000028: { status: 400, summary: 'The request is missing a required parameter.' },
  E0000031: { status: 400, summary: 'Invalid search criteria.' },
  E0000032: { status: 403, summary: 'Unlock is not allowed for this user.' },
  E0000038: {
    status: 403,
    summary: "This operation is not allowed in the user's current status.",
  },
  E0000047: { status: 429, summary: 'API call exceeded rate limit due to too many requests.' },
  E0000060: { status: 501, summary: 'Unsupported operation.' },
  E0000067: { status: 504, summary: 'Factors Service Error.' },
  E0000068: { status: 403, summary: 'Invalid Passcode/Answer' },
  E0000074: { status: 400, summary: 'Factor Service Error' },
  E0000079: {
    status: 403,
    summary: 'This operation is not allowed in the current authentication state.',
  },
  E0000080: {
    status: 403,
    summary:
      'The password does not meet the complexity requirements of the current password policy.',
  },
  E0000093: { status: 400, summary: 'Target count limit exceeded' },
  E0000112: {
    status: 409,
    summary:
      'Cannot update this user because they are still being activated. Please try again in a few minutes.',
  },
  E0000124: {
    status: 400,
    summary:
      'Could not create user. To create a user and expire their password immediately, a password must be specified.',
  },
  E0000125: {
    status: 400,
    summary:
      'Could not create user. To create a user and expire their password immediately, `activate` must be true.',
  },
  E0000148: {
    status: 403,
    summary:
      'Cannot modify/disable this authenticator because it is enabled in one or more policies.',
  },
  E0000155: { status: 423, summary: 'User is not currently active.' },
  E0000156: {
    status: 410,
    summary: 'Invalid user id; the user either does not exist or has been deleted.',
  },
  E0000158: { status: 400, summary: 'Invalid Enrollment. User verification required.' },
  E0000159: { status: 400, summary: 'Invalid Enrollment. FIPS compliance required.' },
  E0000180: { status: 423, summary: 'Factor id is currently not active.' },
  E0000229: {
    status: 400,
    summary: 'Invalid enrollment. Biometrics with Pin fallback required.',
  },
  E0000253: {
    status: 409,
    summary: 'User type is still being initialized. Try again later.',
  },
})

export type ErrorCode = keyof typeof ERRORS

/** A refusal in Okta's own form. `reason` is for tests only: it travels as `x-double-reason`. */
export class OktaError extends Error {
  override readonly name = 'OktaError'
  readonly code: ErrorCode
  readonly status: number
  readonly summary: string
  readonly causes: readonly string[]
  readonly reason: string | null

  constructor(
    code: ErrorCode,
    details: { subject?: string; causes?: readonly string[]; reason?: string } = {},
  ) {
    const { status, summary } = ERRORS[code]
    const text = details.subject === undefined ? summary : `${summary}: ${details.subject}`
    super(text)
    this.code = code
    this.status = status
    this.summary = text
    this.causes = details.causes ?? []
    this.reason = details.reason ?? null
  }
}

/** Okta's error body. `errorLink` repeats the code, as Okta's does. */
export function errorBody(error: OktaError, errorId: string): Record<string, unknown> {
  return {
    errorCode: error.code,
    errorSummary: error.summary,
    errorLink: error.code,
    errorId,
    errorCauses: error.causes.map((errorSummary) => ({ errorSummary })),
  }
}

/** E0000007 for a resource, worded as Okta words it. */
export function notFound(id: string, kind: string): OktaError {
  return new OktaError('E0000007', { subject: `${id} (${kind})` })
}

/** E0000001 for one field: `login: An object with this field already exists …`. */
export function invalidField(field: string, cause: string): OktaError {
  return new OktaError('E0000001', { subject: field, causes: [`${field}: ${cause}`] })
}
