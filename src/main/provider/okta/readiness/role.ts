import type { ReadinessItem } from '../../../../shared/readiness.ts'
import type { Person } from '../../../../shared/records.ts'
import { ProviderError } from '../../provider.ts'
import { OktaRefusal } from '../calls/failures.ts'
import { item, look, type Inspection } from './inspection.ts'

/** No factor has it: Okta's ids are random, and end in more than zeros. */
const absentFactorId = 'fwf00000000000000000'

/**
 * Whether the role can do what issuing takes, and whether it can do more. Permissions cannot be read
 * with the scopes of a station, so each is tried on something that changes nothing.
 */
export function inspectRole(
  inspection: Inspection,
  person: Person | null,
): Promise<readonly ReadinessItem[]> {
  return look('role', async () => {
    const missing = await missingPermissions(inspection, person)
    if (missing.length > 0) {
      return [item('role', 'problem', { code: 'role-too-weak', missing }, 'app-roles')]
    }
    const able = await excessOf(inspection)
    if (able.length > 0) {
      const where = inspection.connection.auth.kind === 'token' ? 'api-tokens' : 'app-roles'
      return [item('role', 'warning', { code: 'role-too-strong', able }, where)]
    }
    return person === null
      ? [item('role', 'unknown', { code: 'not-asked', missing: 'person' })]
      : [item('role', 'ok', { code: 'role-sufficient' })]
  })
}

async function missingPermissions(
  { ask, signal }: Inspection,
  person: Person | null,
): Promise<readonly string[]> {
  const missing: string[] = []
  const attempt = async (permission: string, act: () => Promise<unknown>): Promise<void> => {
    if (await isDenied(act)) missing.push(permission)
  }
  await attempt('okta.users.read', () =>
    ask('listUsers', (okta) => okta.users.listUsers({ limit: 1 }), signal),
  )
  await attempt('okta.groups.read', () =>
    ask('listGroups', (okta) => okta.groups.listGroups({ limit: 1 }), signal),
  )
  if (person !== null) {
    // Deleting what is not there is refused with "not found" to who may, and "denied" to who may not.
    await attempt('okta.users.credentials.manage', () =>
      ask(
        'unenrollFactor',
        (okta) => okta.factors.unenrollFactor({ userId: person.id, factorId: absentFactorId }),
        signal,
      ),
    )
  }
  return missing
}

async function isDenied(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return false
  } catch (error) {
    if (error instanceof OktaRefusal) {
      if (error.errorCode === 'E0000006') return true
      if (error.errorCode === 'E0000007') return false
    }
    // A scope that is missing is an item of its own, and says nothing about the role.
    if (error instanceof ProviderError && error.reason.code === 'provider-sign-in-refused')
      return false
    throw error
  }
}

/**
 * What the role can do and a station never needs: creating groups takes an administrator of groups,
 * reading event hooks one of the whole organization. A group without a name is created by nobody.
 */
async function excessOf({ ask, connection, signal }: Inspection): Promise<readonly string[]> {
  const groups = await outcomeOf(() =>
    ask('addGroup', (okta) => okta.groups.createGroup({ group: {} }), signal),
  )
  // An operator would be asked to sign in again, for a scope they need not have.
  const isOperator = connection.auth.kind === 'operator'
  const hooks = isOperator
    ? 'not asked'
    : await outcomeOf(() =>
        ask('listEventHooks', (okta) => okta.eventHooks.listEventHooks(), signal),
      )
  return [
    ...(groups === 'E0000001' ? ['okta.groups.create'] : []),
    ...(hooks === 'done' ? ['okta.eventHooks.read'] : []),
  ]
}

async function outcomeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act()
    return 'done'
  } catch (error) {
    if (error instanceof OktaRefusal) return error.errorCode
    if (error instanceof ProviderError) return error.reason.code
    throw error
  }
}
