import { z } from 'zod'
import { readJson } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import type { Call, Reply } from '../http/exchange.ts'
import { ok } from '../http/exchange.ts'
import { enrollmentPolicyOf } from '../factors/policy.ts'
import { findUser } from '../people/find-user.ts'
import { requireIdentityEngine } from './identity-engine.ts'
import type { Policy } from './policy-records.ts'

const SIMULATED = ['ACCESS_POLICY', 'MFA_ENROLL'] as const

const requestSchema = z.object({
  appInstance: z.string(),
  policyTypes: z.array(z.string()).optional(),
  policyContext: z
    .object({ user: z.object({ id: z.string() }), groups: z.object({ ids: z.array(z.string()) }) })
    .optional(),
})

/** `POST /api/v1/policies/simulate`: which policies would apply to a person. */
export function simulatePolicies(call: Call): Reply {
  requireIdentityEngine(call)
  const { policyTypes, policyContext } = readJson(call.request, requestSchema)
  const types = SIMULATED.filter((type) => policyTypes?.includes(type) ?? true)
  const evaluation = types.map((type) => ({
    policyType: [type],
    result: { policies: applying(call, type, policyContext?.user.id ?? null).map(matchView) },
    undefined: { policies: [] },
    evaluated: { policies: [] },
  }))
  return ok({ evaluation })
}

function applying(
  call: Call,
  type: (typeof SIMULATED)[number],
  userId: string | null,
): readonly Policy[] {
  const active = call.state.settings.policies.filter((policy) => policy.status === 'ACTIVE')
  if (type === 'ACCESS_POLICY' || userId === null) {
    return active.filter((policy) => policy.type === type).slice(0, 1)
  }
  const user = findUser(call.state, userId)
  if (user === undefined) throw notFound(userId, 'User')
  const policy = enrollmentPolicyOf(call.state, user)
  return policy === undefined ? [] : [policy]
}

function matchView({ id, name, rules }: Policy): Record<string, unknown> {
  return {
    id,
    name,
    status: 'MATCH',
    conditions: [],
    rules: rules.map((rule) => ({ id: rule.id, name: rule.name, status: 'MATCH', conditions: [] })),
  }
}
