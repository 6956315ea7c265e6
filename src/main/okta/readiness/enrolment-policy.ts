import { z } from 'zod'
import type { ReadinessItem } from '../../../shared/readiness.ts'
import type { Person } from '../../../shared/records.ts'
import { readAnswer } from '../answers.ts'
import { listGroupsOf } from '../groups.ts'
import type { WebAuthnSettings } from './authenticator.ts'
import { item } from './inspection.ts'
import type { Inspection } from './inspection.ts'
import { listPolicies } from './policies.ts'

const enrolSchema = z.looseObject({ self: z.string() }).optional()
const policySchema = z.looseObject({
  name: z.string(),
  status: z.string(),
  priority: z.number(),
  conditions: z
    .looseObject({
      people: z
        .looseObject({
          groups: z.looseObject({ include: z.array(z.string()).optional() }).optional(),
        })
        .nullish(),
    })
    .nullish(),
  settings: z
    .looseObject({
      authenticators: z
        .array(
          z.looseObject({
            key: z.string(),
            enroll: enrolSchema,
            constraints: z.looseObject({ aaguidGroups: z.array(z.string()).optional() }).nullish(),
          }),
        )
        .optional(),
      // Organizations that came from Classic Engine still have this form.
      factors: z
        .looseObject({ fido_webauthn: z.looseObject({ enroll: enrolSchema }).optional() })
        .optional(),
    })
    .nullish(),
})
const catalogSchema = z.array(z.looseObject({ factorType: z.string() }))

type Policy = z.output<typeof policySchema>

/** May the person, or the group, hold a passkey at all, and one of this model. */
export async function inspectEnrolmentPolicy(
  inspection: Inspection,
  person: Person | null,
  settings: WebAuthnSettings | null,
): Promise<readonly ReadinessItem[]> {
  // Which policy applies is decided by groups: with none to go by, any answer would be a guess.
  if (person === null && inspection.question.groupId === undefined) {
    return [item('enrolment-policy', 'unknown', { code: 'not-asked', missing: 'person' })]
  }
  const policy = await applicablePolicy(inspection, person)
  const isOffered = person === null || (await isInCatalog(inspection, person))
  const name = policy?.name ?? ''
  if (!isOffered || policy === null || !allowsPasskeys(policy)) {
    return [
      item(
        'enrolment-policy',
        'problem',
        { code: 'enrolment-refused', policy: name },
        'enrolment-policies',
      ),
    ]
  }
  return [
    item('enrolment-policy', 'ok', { code: 'enrolment-allowed', policy: name }),
    modelItem(inspection.question.aaguid, policy, settings),
  ]
}

/** The policy that applies: the first by priority for one of the groups. Rules are not simulated. */
async function applicablePolicy(
  inspection: Inspection,
  person: Person | null,
): Promise<Policy | null> {
  const { ask, question, signal } = inspection
  const policies = (await listPolicies(inspection, 'MFA_ENROLL', policySchema))
    .filter(({ status }) => status === 'ACTIVE')
    .sort((one, other) => one.priority - other.priority)
  const groups = await groupsAskedFor(ask, person, question.groupId, signal)
  return policies.find((policy) => appliesTo(policy, groups)) ?? policies.at(-1) ?? null
}

async function groupsAskedFor(
  ask: Inspection['ask'],
  person: Person | null,
  groupId: string | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  if (person === null) return groupId === undefined ? [] : [groupId]
  return (await listGroupsOf(ask, person.id, signal)).map(({ id }) => id)
}

function appliesTo({ conditions }: Policy, groups: readonly string[]): boolean {
  const include = conditions?.people?.groups?.include
  return include === undefined || include.some((id) => groups.includes(id))
}

function allowsPasskeys({ settings }: Policy): boolean {
  const enrol =
    settings?.authenticators?.find(({ key }) => key === 'webauthn')?.enroll ??
    settings?.factors?.fido_webauthn?.enroll
  return enrol !== undefined && enrol.self !== 'NOT_ALLOWED'
}

async function isInCatalog({ ask, signal }: Inspection, person: Person): Promise<boolean> {
  const answer = await ask(
    'listSupportedFactors',
    (okta) => okta.factors.listSupportedFactors({ userId: person.id }),
    signal,
  )
  const catalog = readAnswer(catalogSchema, answer, 'listSupportedFactors')
  return catalog.some(({ factorType }) => factorType === 'webauthn')
}

function modelItem(
  aaguid: string | undefined,
  policy: Policy,
  settings: WebAuthnSettings | null,
): ReadinessItem {
  const webauthn = policy.settings?.authenticators?.find(({ key }) => key === 'webauthn')
  const groups = webauthn?.constraints?.aaguidGroups ?? []
  if (groups.length === 0) return item('key-model', 'ok', { code: 'model-allowed', groups })
  if (aaguid === undefined)
    return item('key-model', 'unknown', { code: 'not-asked', missing: 'key' })
  const allowed = (settings?.aaguidGroups ?? [])
    .filter(({ name }) => groups.includes(name))
    .flatMap(({ aaguids }) => (aaguids ?? []).map((id) => id.toLowerCase()))
  return allowed.includes(aaguid)
    ? item('key-model', 'ok', { code: 'model-allowed', groups })
    : item(
        'key-model',
        'problem',
        { code: 'model-refused', policy: policy.name, groups, aaguid },
        'passkey-groups',
      )
}
