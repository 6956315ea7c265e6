import { z } from 'zod'
import type { ProviderEvent } from '../idp.ts'
import { listOf, nameSchema } from './answers.ts'

const debugDataSchema = z.looseObject({
  requestId: z.string().nullish(),
  factor: z.string().nullish().catch(null),
})
const targetSchema = z.looseObject({
  id: z.string().nullish(),
  type: z.string(),
  displayName: z.string().nullish().catch(null),
  alternateId: z.string().nullish().catch(null),
})

const factorTarget = 'AuthenticatorEnrollment'
const passkey = 'FIDO_WEBAUTHN'

/** One event of the System Log, as far as the station looks at it. */
export const logEventSchema = z.looseObject({
  uuid: z.string(),
  published: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
  eventType: z.string(),
  actor: z
    .looseObject({ alternateId: nameSchema.nullish(), displayName: nameSchema.nullish() })
    .nullish(),
  outcome: z.looseObject({ result: z.string().nullish() }).nullish(),
  target: listOf(targetSchema).nullish(),
  debugContext: z.looseObject({ debugData: debugDataSchema.nullish() }).nullish(),
})

export type LogEvent = z.output<typeof logEventSchema>

interface Meaning {
  readonly kind: ProviderEvent['kind']
  readonly proposal: ProviderEvent['proposal']
}

/**
 * What events mean for an issued key. Joining a group may let a key in again, or mean nothing. A key
 * enrolled past the station is told, and so is what concerns every key: somebody should know.
 * `user.mfa.factor.update` is not here: nothing that could be updated of a passkey concerns its key.
 */
const meanings: Readonly<Record<string, Meaning>> = Object.freeze({
  'user.lifecycle.suspend': { kind: 'person-suspended', proposal: 'inactivate' },
  'user.lifecycle.unsuspend': { kind: 'person-unsuspended', proposal: 'reactivate' },
  'user.lifecycle.deactivate': { kind: 'person-deactivated', proposal: 'revoke' },
  'user.lifecycle.delete.initiated': { kind: 'person-deleted', proposal: 'revoke' },
  'user.lifecycle.delete.completed': { kind: 'person-deleted', proposal: 'revoke' },
  'user.mfa.factor.activate': { kind: 'factor-added', proposal: 'review' },
  'user.mfa.factor.suspend': { kind: 'factor-suspended', proposal: 'inactivate' },
  'user.mfa.factor.unsuspend': { kind: 'factor-unsuspended', proposal: 'reactivate' },
  'user.mfa.factor.deactivate': { kind: 'factor-deleted', proposal: 'revoke' },
  'user.mfa.factor.reset_all': { kind: 'factors-reset', proposal: 'review' },
  'group.user_membership.remove': { kind: 'left-group', proposal: 'inactivate' },
  'group.user_membership.add': { kind: 'joined-group', proposal: 'reactivate' },
  'security.authenticator.lifecycle.deactivate': { kind: 'authenticator-off', proposal: 'review' },
  'security.authenticator.lifecycle.activate': { kind: 'authenticator-on', proposal: 'review' },
})

/** Of one factor; an older log does not say of which. */
const ofOneFactor: readonly Meaning['kind'][] = [
  'factor-deleted',
  'factor-suspended',
  'factor-unsuspended',
]
/** Of everybody's passkeys: these name no person. */
const ofEverybody: readonly Meaning['kind'][] = ['authenticator-off', 'authenticator-on']

/** A System Log filter for exactly the events that have a meaning here. */
export const eventFilter = Object.keys(meanings)
  .map((type) => `eventType eq ${JSON.stringify(type)}`)
  .join(' or ')

/** Reads an event; null when it has no meaning here, failed, or names nobody it should. */
export function readLogEvent(event: LogEvent): ProviderEvent | null {
  const meaning = meanings[event.eventType]
  const hasHappened = !['FAILURE', 'DENY'].includes(event.outcome?.result ?? 'SUCCESS')
  if (meaning === undefined || !hasHappened || !isOfPasskeys(event, meaning.kind)) return null
  const { kind } = meaning
  const isOfAll = ofEverybody.includes(kind)
  const personId = isOfAll ? null : targetOf(event, 'User')
  if (personId === null && !isOfAll) return null
  const factorId = targetOf(event, factorTarget)
  const isVague = ofOneFactor.includes(kind) && factorId === null
  return {
    id: event.uuid,
    at: Date.parse(event.published),
    kind,
    // Where the log does not say which factor, somebody must look.
    proposal: isVague ? 'review' : meaning.proposal,
    personId,
    factorId,
    groupId: targetOf(event, 'UserGroup'),
    actor: event.actor?.alternateId ?? event.actor?.displayName ?? '',
    requestId: event.debugContext?.debugData?.requestId ?? null,
  }
}

/** Phones and passwords are logged with the same events, and no reason to look at the keys. */
function isOfPasskeys(event: LogEvent, kind: Meaning['kind']): boolean {
  const factorId = targetOf(event, factorTarget)
  const said = event.debugContext?.debugData?.factor ?? null
  // Whose id it is the registry knows; without one, only another factor's name says it is none.
  if (ofOneFactor.includes(kind)) return factorId !== null || said === null || said === passkey
  if (kind === 'factor-added') return said === passkey || isPasskeyId(factorId)
  return !ofEverybody.includes(kind) || namesPasskeys(event)
}

/** Okta's ids begin with their kind. */
function isPasskeyId(factorId: string | null): boolean {
  return factorId?.startsWith('fwf') === true
}

/** Okta has renamed the authenticator more than once; where no target is named, it may be meant. */
function namesPasskeys({ target }: LogEvent): boolean {
  const names = (target ?? []).flatMap(({ displayName, alternateId }) => [displayName, alternateId])
  const known = names.filter((name) => name != null && name !== 'unknown')
  return known.length === 0 || /passkey|fido|webauthn|security key/i.test(known.join(' '))
}

/** Targets are told by their type: their order is not promised. */
function targetOf(event: LogEvent, type: string): string | null {
  return event.target?.find((target) => target.type === type)?.id ?? null
}
