import type { Route } from '../http/exchange.ts'
import { activateFactor } from './activate.ts'
import { deleteEnrollment, getEnrollment, listEnrollments } from './enrollments.ts'
import { enrollFactor } from './enroll.ts'
import { getFactor, listCatalog, listFactors, unenrollFactor } from './factors.ts'
import { verifyFactor } from './verify.ts'

const FACTORS = '/api/v1/users/{userId}/factors'
const ENROLLMENTS = '/api/v1/users/{userId}/authenticator-enrollments'
const READ = { scope: 'okta.users.read', permission: 'okta.users.read' }
const MANAGE = { scope: 'okta.users.manage', permission: 'okta.users.credentials.manage' }

/** The Factors API, as far as WebAuthn needs it. */
export const FACTOR_ROUTES: readonly Route[] = [
  { operationId: 'listFactors', method: 'GET', path: FACTORS, ...READ, handle: listFactors },
  { operationId: 'enrollFactor', method: 'POST', path: FACTORS, ...MANAGE, handle: enrollFactor },
  {
    operationId: 'listSupportedFactors',
    method: 'GET',
    path: `${FACTORS}/catalog`,
    ...READ,
    handle: listCatalog,
  },
  {
    operationId: 'getFactor',
    method: 'GET',
    path: `${FACTORS}/{factorId}`,
    ...READ,
    handle: getFactor,
  },
  {
    operationId: 'unenrollFactor',
    method: 'DELETE',
    path: `${FACTORS}/{factorId}`,
    ...MANAGE,
    handle: unenrollFactor,
  },
  {
    operationId: 'activateFactor',
    method: 'POST',
    path: `${FACTORS}/{factorId}/lifecycle/activate`,
    ...MANAGE,
    handle: activateFactor,
  },
  {
    operationId: 'verifyFactor',
    method: 'POST',
    path: `${FACTORS}/{factorId}/verify`,
    ...MANAGE,
    handle: verifyFactor,
  },
  {
    operationId: 'listAuthenticatorEnrollments',
    method: 'GET',
    path: ENROLLMENTS,
    ...READ,
    handle: listEnrollments,
  },
  {
    operationId: 'getAuthenticatorEnrollment',
    method: 'GET',
    path: `${ENROLLMENTS}/{enrollmentId}`,
    ...READ,
    handle: getEnrollment,
  },
  {
    operationId: 'deleteAuthenticatorEnrollment',
    method: 'DELETE',
    path: `${ENROLLMENTS}/{enrollmentId}`,
    ...MANAGE,
    handle: deleteEnrollment,
  },
]
