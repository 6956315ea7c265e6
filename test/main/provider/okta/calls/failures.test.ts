import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  knownErrorCodes,
  readErrorBody,
  refusalFrom,
} from '../../../../../src/main/provider/okta/calls/failures.ts'
import type { HttpAnswer } from '../../../../../src/main/provider/okta/calls/http-exchange.ts'
import type { OperationName } from '../../../../../src/main/provider/okta/calls/operations.ts'
import { wordsIn } from '../../../../../src/renderer/text/use-words.ts'
import { failureWords } from '../../../../../src/shared/text/failure-words.ts'
import { remediesOf } from '../../../../../src/shared/text/remedies.ts'

function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
  const more = new Headers(headers)
  return { status, body, headers: more, isJson: body !== null, requestId: 'request-1' }
}

function causeOf(status: number, errorCode: string, operation: OperationName = 'updateUser') {
  const body = { errorCode, errorSummary: 'Why.', errorId: 'oae1', errorCauses: [] }
  return refusalFrom(operation, answer(status, body)).reason
}

// Okta's error codes that concern a station, with the status it documents and what helps.
const table: [number, string, string, string | undefined][] = [
  [400, 'E0000001', 'provider-refused', 'check-details'],
  [400, 'E0000002', 'provider-refused', 'report-fault'],
  [400, 'E0000003', 'provider-refused', 'report-fault'],
  [401, 'E0000004', 'provider-sign-in-refused', undefined],
  [403, 'E0000005', 'provider-sign-in-refused', undefined],
  [403, 'E0000006', 'provider-denied', undefined],
  [404, 'E0000007', 'provider-refused', 'check-details'],
  [404, 'E0000008', 'provider-refused', 'report-fault'],
  [500, 'E0000009', 'provider-outage', undefined],
  [503, 'E0000010', 'provider-outage', undefined],
  [401, 'E0000011', 'provider-sign-in-refused', undefined],
  [403, 'E0000013', 'provider-refused', 'enable-in-okta'],
  [401, 'E0000015', 'provider-refused', 'enable-in-okta'],
  [403, 'E0000016', 'provider-refused', 'check-person-status'],
  [400, 'E0000020', 'provider-refused', 'report-fault'],
  [405, 'E0000022', 'provider-refused', 'enable-in-okta'],
  [403, 'E0000023', 'provider-refused', 'change-at-source'],
  [400, 'E0000028', 'provider-refused', 'report-fault'],
  [400, 'E0000031', 'provider-refused', 'check-details'],
  [403, 'E0000038', 'provider-refused', 'check-person-status'],
  [429, 'E0000047', 'provider-rate-limited', undefined],
  [501, 'E0000060', 'provider-refused', 'enable-in-okta'],
  [504, 'E0000067', 'provider-outage', undefined],
  [403, 'E0000068', 'ceremony-rejected', undefined],
  [403, 'E0000069', 'provider-refused', 'unlock-person'],
  [400, 'E0000074', 'provider-outage', undefined],
  [405, 'E0000076', 'provider-refused', 'change-at-source'],
  [403, 'E0000077', 'provider-refused', 'change-at-source'],
  [403, 'E0000078', 'provider-refused', 'change-at-source'],
  [403, 'E0000079', 'provider-refused', 'check-person-status'],
  [403, 'E0000080', 'provider-refused', 'password-policy'],
  [400, 'E0000093', 'provider-refused', 'check-details'],
  [503, 'E0000100', 'provider-outage', undefined],
  [403, 'E0000107', 'provider-refused', 'check-person-status'],
  [403, 'E0000111', 'provider-refused', 'change-at-source'],
  [409, 'E0000112', 'provider-refused', 'wait-for-activation'],
  [403, 'E0000119', 'provider-refused', 'unlock-person'],
  [400, 'E0000124', 'provider-refused', 'check-details'],
  [400, 'E0000125', 'provider-refused', 'check-details'],
  [403, 'E0000148', 'provider-refused', 'policy-protects'],
  [410, 'E0000154', 'provider-refused', 'check-person-status'],
  [423, 'E0000155', 'provider-refused', 'check-person-status'],
  [410, 'E0000156', 'provider-refused', 'find-person-again'],
  [400, 'E0000158', 'key-below-policy', 'user-verification'],
  [400, 'E0000159', 'key-below-policy', 'fips'],
  [423, 'E0000180', 'provider-refused', 'check-person-status'],
  [403, 'E0000219', 'provider-refused', 'policy-protects'],
  [400, 'E0000229', 'key-below-policy', 'biometrics'],
  [423, 'E0000239', 'provider-refused', 'wait-for-activation'],
  [400, 'E0000243', 'provider-refused', 'check-details'],
  [409, 'E0000249', 'provider-refused', 'wait-for-activation'],
  [409, 'E0000253', 'provider-refused', 'wait-for-activation'],
]

/** The codes of the documentation's table, where only the first of a row is written out. */
function documentedCodes(): string[] {
  const rows = readFileSync('docs/okta.md', 'utf8').match(/^\| E\d{7}.*$/gm) ?? []
  return rows
    .flatMap((row) => row.split('|')[1]?.match(/\b(?:E0000)?\d{2,3}\b/g) ?? [])
    .map((code) => `E${code.replace(/^E/, '').padStart(7, '0')}`)
    .toSorted()
}

describe('a refusal by Okta', () => {
  test.each(table)('%i %s is %s', (status, errorCode, code, more) => {
    const cause = causeOf(status, errorCode)
    expect(cause.code).toBe(code)
    const told = cause.code === 'key-below-policy' ? cause.demand : undefined
    expect(cause.code === 'provider-refused' ? cause.remedy : told).toBe(more)
  })

  test.each(table)('%i %s is told with a cure, in both languages', (status, errorCode, _, more) => {
    const cause = causeOf(status, errorCode)
    const remedies = remediesOf(cause)
    for (const language of ['en', 'de'] as const) {
      const words = wordsIn(language)
      const { title, detail } = failureWords(words, cause)
      const said = [title, detail, ...remedies.map((name) => words.remedies[name].detail)].join()
      expect(said).not.toMatch(/[{}]|undefined/)
    }
    // A fault is reported only where Okta could not read what the station sent.
    expect(remedies.includes('report-code')).toBe(more === 'report-fault')
  })

  test('of every code the adapter knows is in this table, and in that of docs/okta.md', () => {
    const known = knownErrorCodes.toSorted()
    expect(known).toEqual(table.map(([, code]) => code).toSorted())
    expect(documentedCodes()).toEqual(known)
  })

  test('for a factor that is not there says so', () => {
    expect(causeOf(404, 'E0000007', 'activateFactor')).toEqual({ code: 'factor-not-found' })
  })

  test.each([
    [404, 'provider-refused'],
    [403, 'provider-denied'],
    [401, 'provider-sign-in-refused'],
    [400, 'provider-refused'],
    [502, 'provider-outage'],
  ])('%i with a code nobody knows goes by its status', (status, code) => {
    expect(causeOf(status, 'E0009999')).toMatchObject({ code })
  })

  test('with an empty body takes the reason from WWW-Authenticate', () => {
    const challenge = 'Bearer error="insufficient_scope", error_description="Too few scopes."'
    const refusal = refusalFrom('getUser', answer(403, null, { 'www-authenticate': challenge }))
    expect(refusal.reason).toEqual({
      code: 'provider-denied',
      operation: 'getUser',
      reason: 'Too few scopes.',
    })
    expect(refusal.requestId).toBe('request-1')
  })

  test('with a page instead of JSON is no answer of Okta’s', () => {
    expect(refusalFrom('unenrollFactor', answer(404, null))).toMatchObject({ errorCode: '' })
  })

  test('keeps what Okta says, whatever shape its causes have', () => {
    const causes = [{ errorSummary: 'login: taken' }, { errorSummary: 'email: bad' }]
    const listed = { errorCode: 'E0000001', errorSummary: 'Failed', errorCauses: causes }
    expect(readErrorBody(listed)?.summary).toBe('Failed – login: taken – email: bad')
    // Okta's own examples of preregistration have an object here.
    const odd = { ...listed, errorCauses: { errorSummary: 'x' } }
    expect(readErrorBody(odd)?.summary).toBe('Failed')
    const partly = { ...listed, errorCauses: [null, {}, ...causes] }
    expect(readErrorBody(partly)?.summary).toBe('Failed – login: taken – email: bad')
    expect(readErrorBody({ ...listed, errorSummary: 'x'.repeat(9_000) })?.summary).toHaveLength(500)
    expect(readErrorBody({ errorCode: 7 })).toBeNull()
    expect(readErrorBody('E0000001')).toBeNull()
  })
})
