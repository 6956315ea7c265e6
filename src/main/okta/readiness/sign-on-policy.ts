import { z } from 'zod'
import type { ReadinessItem } from '../../../shared/readiness.ts'
import { readAnswer } from '../answers.ts'
import { item } from './inspection.ts'
import type { Inspection } from './inspection.ts'
import { listPolicies } from './policies.ts'

const mostPolicies = 25

const policySchema = z.looseObject({ id: z.string(), name: z.string(), status: z.string() })
const rulesSchema = z.array(
  z.looseObject({
    status: z.string(),
    actions: z
      .looseObject({
        appSignOn: z
          .looseObject({
            verificationMethod: z
              .looseObject({
                constraints: z
                  .array(
                    z.looseObject({
                      possession: z
                        .looseObject({ phishingResistant: z.string().optional() })
                        .optional(),
                    }),
                  )
                  .optional(),
              })
              .optional(),
          })
          .optional(),
      })
      .nullish(),
  }),
)

/** Whether any authentication policy asks for what a security key gives: resistance to phishing. */
export async function inspectSignOnPolicy(
  inspection: Inspection,
): Promise<readonly ReadinessItem[]> {
  const { ask, signal } = inspection
  const active = (await listPolicies(inspection, 'ACCESS_POLICY', policySchema))
    .filter(({ status }) => status === 'ACTIVE')
    .slice(0, mostPolicies)
  const asking: string[] = []
  for (const policy of active) {
    const rules = await ask(
      'listPolicyRules',
      (okta) => okta.policies.listPolicyRules({ policyId: policy.id }),
      signal,
    )
    if (readAnswer(rulesSchema, rules, 'listPolicyRules').some(asksForResistance)) {
      asking.push(policy.name)
    }
  }
  if (asking.length > 0) {
    return [item('sign-on-policy', 'ok', { code: 'phishing-resistance', policies: asking })]
  }
  const policies = active.map(({ name }) => name)
  return [
    item(
      'sign-on-policy',
      'warning',
      { code: 'no-phishing-resistance', policies },
      'sign-on-policies',
    ),
  ]
}

function asksForResistance(rule: z.output<typeof rulesSchema>[number]): boolean {
  const constraints = rule.actions?.appSignOn?.verificationMethod?.constraints ?? []
  return (
    rule.status === 'ACTIVE' &&
    constraints.some(({ possession }) => possession?.phishingResistant === 'REQUIRED')
  )
}
