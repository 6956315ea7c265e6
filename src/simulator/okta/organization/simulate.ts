import { z } from 'zod'
import { readJson } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import { ok, type Call, type Reply } from '../http/exchange.ts'
import { enrollmentPolicyOf } from '../factors/policy.ts'
import { findUser } from '../people/find-user.ts'
import { requireIdentityEngine } from './identity-engine.ts'
import type { Policy } from './policy-records.ts'

const SIMULATED = ['ACCESS_POLICY', 'MFA_ENROLL'] as const

const oneSchema = z.object({
  appInstance: z.string(),
  policyTypes: z.array(z.string()).optional(),
  policyContext: z
    .object({ user: z.object({ id: z.string() }), groups: z.object({ ids: z.array(z.string()) }) })
    .optional(),
})
type Simulation = z.infer<typeof oneSchema>

const requestSchema = z.union([oneSchema, z.array(oneSchema)])

/**
 * `POST /api/v1/policies/simulate`: which policies would apply to a person. Okta's description has
 * lists on both sides and its example single objects: each is answered in its own form.
 */
export function simulatePolicies(call: Call): Reply {
  requireIdentityEngine(call)
  const asked = readJson(call.request, requestSchema)
  if (Array.isArray(asked)) return ok(asked.flatMap((each) => evaluate(call, each)))
  return ok({ evaluation: evaluate(call, asked) })
}

function evaluate(call: Call, { policyTypes, policyContext }: Simulation): readonly unknown[] {
  const types = SIMULATED.filter((type) => policyTypes?.includes(type) ?? true)
  return types.map((type) => ({
    policyType: [type],
    result: { policies: applying(call, type, policyContext?.user.id ?? null).map(matchView) },
    undefined: { policies: [] },
    evaluated: { policies: [] },
  }))
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
