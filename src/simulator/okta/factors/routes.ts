import type { Route } from '../http/exchange.ts'
import { activateFactor } from './activate.ts'
import { enrollFactor } from './enroll.ts'
import { getFactor, listCatalog, listFactors, unenrollFactor } from './factors.ts'
import { verifyFactor } from './verify.ts'

const FACTORS = '/api/v1/users/{userId}/factors'
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
]
