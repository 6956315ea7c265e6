import { z } from 'zod'
import type { ReadinessItem } from '../../../../shared/readiness.ts'
import { listOf, nameSchema, readAnswer } from '../calls/answers.ts'
import { listPolicies } from '../factors/policies.ts'
import { item, type Inspection } from './inspection.ts'

const mostPolicies = 25

const policySchema = z.looseObject({ id: z.string(), name: nameSchema, status: z.string() })
const requirementSchema = z.looseObject({
  key: z.string().nullish(),
  phishingResistant: z.string().nullish(),
})
const methodsSchema = listOf(requirementSchema).nullish()
const chainSchema: z.ZodType<Chain> = z.looseObject({
  authenticationMethods: methodsSchema,
  next: z.lazy(() => listOf(chainSchema)).nullish(),
})
const possessionSchema = requirementSchema.extend({ authenticationMethods: methodsSchema })
// Constraints belong to the method ASSURANCE, chains to AUTH_METHOD_CHAIN.
const verificationMethodSchema = z.looseObject({
  constraints: listOf(z.looseObject({ possession: possessionSchema.nullish() })).nullish(),
  chains: listOf(chainSchema).nullish(),
})
const rulesSchema = listOf(
  z.looseObject({
    status: z.string(),
    actions: z
      .looseObject({
        appSignOn: z
          .looseObject({ verificationMethod: verificationMethodSchema.nullish() })
          .nullish(),
      })
      .nullish(),
  }),
)

type Requirement = z.output<typeof requirementSchema>
interface Chain {
  readonly authenticationMethods?: readonly Requirement[] | null | undefined
  readonly next?: readonly Chain[] | null | undefined
}

/** Whether any authentication policy asks for what a security key gives: resistance to phishing. */
export async function inspectSignOnPolicy(
  inspection: Inspection,
): Promise<readonly ReadinessItem[]> {
  const { ask, signal } = inspection
  const active = (await listPolicies(ask, 'ACCESS_POLICY', policySchema, signal))
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
  const { constraints, chains } = rule.actions?.appSignOn?.verificationMethod ?? {}
  const possessions = (constraints ?? []).flatMap(({ possession }) =>
    possession ? [possession] : [],
  )
  const asked = [
    ...possessions,
    ...possessions.flatMap(({ authenticationMethods }) => authenticationMethods ?? []),
    ...(chains ?? []).flatMap(methodsOf),
  ]
  return (
    rule.status === 'ACTIVE' &&
    asked.some((each) => each.key === 'webauthn' || each.phishingResistant === 'REQUIRED')
  )
}

/** What a chain asks for first, and what it goes on to. */
function methodsOf({ authenticationMethods, next }: Chain): readonly Requirement[] {
  return [...(authenticationMethods ?? []), ...(next ?? []).flatMap(methodsOf)]
}
