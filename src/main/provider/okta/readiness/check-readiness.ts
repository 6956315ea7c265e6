import type { ReadinessItem } from '../../../../shared/readiness.ts'
import { inspectAuthenticator, type Authenticator } from './authenticator.ts'
import { inspectEnrollmentPolicy } from './enrollment-policy.ts'
import { look, type Inspection } from './inspection.ts'
import { inspectOrganization } from './organization.ts'
import { inspectLeftovers, inspectPerson } from './person.ts'
import { inspectRole } from './role.ts'
import { inspectScopes } from './scopes.ts'
import { inspectSignOnPolicy } from './sign-on-policy.ts'

/** Looks at everything in order, and stops where nothing further can be asked. Changes nothing. */
export async function checkReadiness(inspection: Inspection): Promise<readonly ReadinessItem[]> {
  const organization = await inspectOrganization(inspection)
  if (isStopped(organization)) return organization
  const scopes = await inspectScopes(inspection)
  const sofar = [...organization, ...scopes]
  if (scopes.some(({ name, state }) => name === 'sign-in' && state === 'problem')) return sofar
  return [...sofar, ...(await inspectConfiguration(inspection))]
}

async function inspectConfiguration(inspection: Inspection): Promise<readonly ReadinessItem[]> {
  const { person, items: personItems } = await inspectPerson(inspection)
  const role = await inspectRole(inspection, person)
  let settings: Authenticator['settings'] = null
  const authenticator = await look('authenticator', async () => {
    const found = await inspectAuthenticator(inspection)
    settings = found.settings
    return found.items
  })
  const enrollment = await look('enrollment-policy', () =>
    inspectEnrollmentPolicy(inspection, person, settings),
  )
  const signOn = await look('sign-on-policy', () => inspectSignOnPolicy(inspection))
  const leftovers =
    person === null ? [] : await look('leftovers', () => inspectLeftovers(inspection, person))
  return [...role, ...authenticator, ...enrollment, ...signOn, ...personItems, ...leftovers]
}

function isStopped(items: readonly ReadinessItem[]): boolean {
  return items.some(({ name, state }) => name === 'organization' && state === 'problem')
}
