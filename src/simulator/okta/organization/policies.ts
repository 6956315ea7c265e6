import { invalidField, notFound, OktaError } from '../http/errors.ts'
import { ok, param, type Call, type Reply } from '../http/exchange.ts'
import { page } from '../http/links.ts'
import { requireIdentityEngine } from './identity-engine.ts'
import type { Policy } from './policy-records.ts'
import { policyView, ruleView } from './policy-view.ts'

const TYPES = [
  'ACCESS_POLICY',
  'IDP_DISCOVERY',
  'MFA_ENROLL',
  'OKTA_SIGN_ON',
  'PASSWORD',
  'PROFILE_ENROLLMENT',
]

/** `GET /api/v1/policies?type=…`, by priority. */
export function listPolicies(call: Call): Reply {
  const type = call.request.query.get('type')
  if (type === null) throw new OktaError('E0000028', { causes: ['type: is required'] })
  if (!TYPES.includes(type)) throw invalidField('type', 'is not a policy type')
  if (type === 'ACCESS_POLICY') requireIdentityEngine(call)
  const found = call.state.settings.policies
    .filter((policy) => policy.type === type)
    .toSorted((a, b) => a.priority - b.priority)
  const limits = { default: 200, most: 200, fault: call.pageSize }
  return page(call.request, found, limits, (policy) => policyView(policy, call.request.base))
}

/** `GET /api/v1/policies/{policyId}`. */
export function getPolicy(call: Call): Reply {
  return ok(policyView(requirePolicy(call), call.request.base))
}

/** `GET /api/v1/policies/{policyId}/rules`, by priority. */
export function listRules(call: Call): Reply {
  const policy = requirePolicy(call)
  const rules = policy.rules.toSorted((a, b) => a.priority - b.priority)
  return ok(rules.map((rule) => ruleView(policy, rule, call.request.base)))
}

/** `GET /api/v1/policies/{policyId}/rules/{ruleId}`. */
export function getRule(call: Call): Reply {
  const policy = requirePolicy(call)
  const id = param(call, 'ruleId')
  const rule = policy.rules.find((each) => each.id === id)
  if (rule === undefined) throw notFound(id, 'PolicyRule')
  return ok(ruleView(policy, rule, call.request.base))
}

function requirePolicy(call: Call): Policy {
  const id = param(call, 'policyId')
  const policy = call.state.settings.policies.find((each) => each.id === id)
  if (policy === undefined) throw notFound(id, 'Policy')
  return policy
}
