import { link } from '../http/links.ts'
import { timestamp } from '../time.ts'
import type { EnrollmentPolicy, Policy, PolicyRule } from './policy-records.ts'

/** A policy as Okta's API shows it. */
export function policyView(policy: Policy, base: string): Record<string, unknown> {
  const self = `${base}/api/v1/policies/${policy.id}`
  return {
    type: policy.type,
    id: policy.id,
    status: policy.status,
    name: policy.name,
    description: policy.description,
    priority: policy.priority,
    system: policy.system,
    created: timestamp(policy.created),
    lastUpdated: timestamp(policy.created),
    ...(policy.type === 'MFA_ENROLL' ? enrollmentParts(policy) : {}),
    _links: { self: link(self, 'GET', 'PUT'), rules: link(`${self}/rules`, 'GET', 'POST') },
  }
}

function enrollmentParts(policy: EnrollmentPolicy): Record<string, unknown> {
  return {
    conditions: { people: { groups: { include: policy.groups } } },
    settings: policy.isLegacy === true ? legacySettings(policy) : currentSettings(policy),
  }
}

function currentSettings({ authenticators }: EnrollmentPolicy): Record<string, unknown> {
  return { type: 'AUTHENTICATORS', authenticators }
}

function legacySettings({ authenticators }: EnrollmentPolicy): Record<string, unknown> {
  const factors = authenticators.map(({ key, enroll }) => [
    key === 'webauthn' ? 'fido_webauthn' : key,
    { enroll, consent: { type: 'NONE' } },
  ])
  return { type: 'FACTORS', factors: Object.fromEntries(factors) }
}

/** A rule of a policy as Okta's API shows it. */
export function ruleView(policy: Policy, rule: PolicyRule, base: string): Record<string, unknown> {
  const self = `${base}/api/v1/policies/${policy.id}/rules/${rule.id}`
  return {
    id: rule.id,
    status: rule.status,
    name: rule.name,
    priority: rule.priority,
    created: timestamp(policy.created),
    lastUpdated: timestamp(policy.created),
    system: rule.system,
    conditions: rule.conditions,
    actions: rule.actions,
    type: policy.type,
    _links: { self: link(self, 'GET', 'PUT') },
  }
}
