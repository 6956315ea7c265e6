import { z } from 'zod'
import { listOf, nameSchema } from '../calls/answers.ts'
import type { Ask } from '../calls/request-executor.ts'
import { listPolicies } from './policies.ts'

const enrolSchema = z.looseObject({ self: z.string().nullish() }).nullish()
const policySchema = z.looseObject({
  name: nameSchema,
  status: z.string(),
  priority: z.number(),
  conditions: z
    .looseObject({
      people: z
        .looseObject({
          groups: z.looseObject({ include: listOf(z.string()).nullish() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
  settings: z
    .looseObject({
      authenticators: listOf(
        z.looseObject({
          key: z.string(),
          enroll: enrolSchema,
          constraints: z.looseObject({ aaguidGroups: listOf(z.string()).nullish() }).nullish(),
        }),
      ).nullish(),
      // Organizations that came from Classic Engine still have this form.
      factors: z
        .looseObject({ fido_webauthn: z.looseObject({ enroll: enrolSchema }).nullish() })
        .nullish(),
    })
    .nullish(),
})

/** A policy of type MFA_ENROLL: who may, or must, hold which authenticators. */
export type EnrollmentPolicy = z.output<typeof policySchema>

/** The policy that applies: the first by priority for one of the groups. Rules are not simulated. */
export async function findEnrollmentPolicy(
  ask: Ask,
  groupIds: readonly string[],
  signal?: AbortSignal,
): Promise<EnrollmentPolicy | null> {
  const policies = (await listPolicies(ask, 'MFA_ENROLL', policySchema, signal))
    .filter(({ status }) => status === 'ACTIVE')
    .sort((one, other) => one.priority - other.priority)
  return policies.find((policy) => appliesTo(policy, groupIds)) ?? policies.at(-1) ?? null
}

function appliesTo({ conditions }: EnrollmentPolicy, groupIds: readonly string[]): boolean {
  const include = conditions?.people?.groups?.include
  return include == null || include.some((id) => groupIds.includes(id))
}

/** Whether the policy lets people enroll passkeys; what it does not mention it does not allow. */
export function allowsPasskeys({ settings }: EnrollmentPolicy): boolean {
  const self =
    settings?.authenticators?.find(({ key }) => key === 'webauthn')?.enroll?.self ??
    settings?.factors?.fido_webauthn?.enroll?.self
  return self != null && self !== 'NOT_ALLOWED'
}
