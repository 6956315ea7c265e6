import { z } from 'zod'
import type { ReadinessItem } from '../../../../shared/readiness.ts'
import type { Person } from '../../../../shared/records.ts'
import { listOf, readAnswer } from '../calls/answers.ts'
import {
  allowsPasskeys,
  findEnrollmentPolicy,
  type EnrollmentPolicy,
} from '../factors/enrollment-policy.ts'
import { listGroupsOf } from '../people/groups.ts'
import type { WebAuthnSettings } from './authenticator.ts'
import { item, type Inspection } from './inspection.ts'

const catalogSchema = listOf(z.looseObject({ factorType: z.string() }))

/** May the person, or the group, hold a passkey at all, and one of this model. */
export async function inspectEnrollmentPolicy(
  inspection: Inspection,
  person: Person | null,
  settings: WebAuthnSettings | null,
): Promise<readonly ReadinessItem[]> {
  // Which policy applies is decided by groups: with none to go by, any answer would be a guess.
  if (person === null && inspection.question.groupId === undefined) {
    return [item('enrollment-policy', 'unknown', { code: 'not-asked', missing: 'person' })]
  }
  const { ask, question, signal } = inspection
  const groups = await groupsAskedFor(ask, person, question.groupId, signal)
  const policy = await findEnrollmentPolicy(ask, groups, signal)
  const isOffered = person === null || (await isInCatalog(inspection, person))
  const name = policy?.name ?? ''
  if (!isOffered || policy === null || !allowsPasskeys(policy)) {
    return [
      item(
        'enrollment-policy',
        'problem',
        { code: 'enrollment-refused', policy: name },
        'enrollment-policies',
      ),
    ]
  }
  return [
    item('enrollment-policy', 'ok', { code: 'enrollment-allowed', policy: name }),
    modelItem(question.aaguid, policy, settings),
  ]
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
  policy: EnrollmentPolicy,
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
