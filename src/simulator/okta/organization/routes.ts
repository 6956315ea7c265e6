import type { Route } from '../http/exchange.ts'
import {
  activateAuthenticator,
  deactivateAuthenticator,
  getAaguid,
  getAuthenticator,
  getMethod,
  listAaguids,
  listAuthenticators,
  listMethods,
} from './authenticators.ts'
import { listLogs } from './logs.ts'
import {
  getOrganization,
  getOrganizationMetadata,
  getRelatedOrigins,
  listDomains,
  listTrustedOrigins,
} from './organization.ts'
import { getPolicy, getRule, listPolicies, listRules } from './policies.ts'
import { getUserSchema, listUserTypes, updateUserSchema } from './schemas.ts'
import { simulatePolicies } from './simulate.ts'

const AUTHENTICATORS = '/api/v1/authenticators'
const AUTHENTICATOR = `${AUTHENTICATORS}/{authenticatorId}`
const POLICIES = '/api/v1/policies'
const SCHEMA = '/api/v1/meta/schemas/user/{schemaId}'

/** Authenticators, policies, log and the organization itself: read by any reading admin. */
export const ORGANIZATION_ROUTES: readonly Route[] = [
  open('getWellknownOrgMetadata', '/.well-known/okta-organization', getOrganizationMetadata),
  open('getWebAuthnWellKnownURI', '/.well-known/webauthn', getRelatedOrigins),
  read('listAuthenticators', AUTHENTICATORS, 'authenticators', listAuthenticators),
  read('getAuthenticator', AUTHENTICATOR, 'authenticators', getAuthenticator),
  change('activateAuthenticator', `${AUTHENTICATOR}/lifecycle/activate`, activateAuthenticator),
  change(
    'deactivateAuthenticator',
    `${AUTHENTICATOR}/lifecycle/deactivate`,
    deactivateAuthenticator,
  ),
  read('listAuthenticatorMethods', `${AUTHENTICATOR}/methods`, 'authenticators', listMethods),
  read(
    'getAuthenticatorMethod',
    `${AUTHENTICATOR}/methods/{methodType}`,
    'authenticators',
    getMethod,
  ),
  read('listAllCustomAAGUIDs', `${AUTHENTICATOR}/aaguids`, 'authenticators', listAaguids),
  read('getCustomAAGUID', `${AUTHENTICATOR}/aaguids/{aaguid}`, 'authenticators', getAaguid),
  read('listPolicies', POLICIES, 'policies', listPolicies),
  {
    ...read('createPolicySimulation', `${POLICIES}/simulate`, 'policies', simulatePolicies),
    method: 'POST',
  },
  read('getPolicy', `${POLICIES}/{policyId}`, 'policies', getPolicy),
  read('listPolicyRules', `${POLICIES}/{policyId}/rules`, 'policies', listRules),
  read('getPolicyRule', `${POLICIES}/{policyId}/rules/{ruleId}`, 'policies', getRule),
  read('listLogEvents', '/api/v1/logs', 'logs', listLogs),
  read('getOrgSettings', '/api/v1/org', 'orgs', getOrganization),
  read('listCustomDomains', '/api/v1/domains', 'domains', listDomains),
  read('listTrustedOrigins', '/api/v1/trustedOrigins', 'trustedOrigins', listTrustedOrigins),
  read('listUserTypes', '/api/v1/meta/types/user', 'userTypes', listUserTypes),
  read('getUserSchema', SCHEMA, 'schemas', getUserSchema),
  {
    ...read('updateUserProfile', SCHEMA, 'schemas', updateUserSchema),
    method: 'POST',
    scope: 'okta.schemas.manage',
    permission: 'okta.apps.manage',
  },
]

function open(operationId: string, path: string, handle: Route['handle']): Route {
  return { operationId, method: 'GET', path, scope: null, permission: null, handle }
}

function read(operationId: string, path: string, what: string, handle: Route['handle']): Route {
  const scope = `okta.${what}.read`
  return { operationId, method: 'GET', path, scope, permission: 'READ_ONLY_ADMIN', handle }
}

function change(operationId: string, path: string, handle: Route['handle']): Route {
  const manage = 'okta.authenticators.manage'
  return { operationId, method: 'POST', path, scope: manage, permission: manage, handle }
}
