import { z } from 'zod'
import type { PersonFactor } from '../../provider.ts'
import { listOf, nameSchema } from '../calls/answers.ts'

/** A factor of Okta's Factors API, as far as the station looks at one. */
export const factorSchema = z.looseObject({
  id: z.string().min(1),
  factorType: z.string(),
  status: z.string(),
  created: z.string().nullish(),
  profile: z
    .looseObject({
      credentialId: z.string().nullish(),
      authenticatorName: nameSchema.nullish(),
    })
    .nullish(),
})

export const factorsSchema = listOf(factorSchema)
export type Factor = z.output<typeof factorSchema>

export function isPasskey(factor: Factor): boolean {
  return factor.factorType === 'webauthn'
}

/** Okta's statuses are an open set; only two of them have a meaning for an issuance. */
export function stateOf(factor: Factor): PersonFactor['state'] {
  if (factor.status === 'PENDING_ACTIVATION') return { state: 'pending' }
  if (factor.status !== 'ACTIVE') return { state: 'inactive', status: factor.status }
  return { state: 'active', credentialId: factor.profile?.credentialId ?? null }
}
