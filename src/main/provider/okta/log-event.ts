import { z } from 'zod'
import type { ProviderEvent } from '../provider.ts'
import { listOf, nameSchema } from './calls/answers.ts'

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

type Meaning = readonly [
  about: ProviderEvent['about'],
  kind: ProviderEvent['kind'],
  proposal: ProviderEvent['proposal'],
]

/**
 * What events mean for an issued key. Joining a group may let a key in again, or mean nothing. A key
 * enrolled past the station is told, and so is what concerns every key: somebody should know.
 * `user.mfa.factor.update` is not here: nothing that could be updated of a passkey concerns its key.
 */
const meanings: Readonly<Record<string, Meaning>> = Object.freeze({
  'user.lifecycle.suspend': ['person', 'person-suspended', 'inactivate'],
  'user.lifecycle.unsuspend': ['person', 'person-unsuspended', 'reactivate'],
  'user.lifecycle.deactivate': ['person', 'person-deactivated', 'revoke'],
  'user.lifecycle.delete.initiated': ['person', 'person-deleted', 'revoke'],
  'user.lifecycle.delete.completed': ['person', 'person-deleted', 'revoke'],
  'user.mfa.factor.activate': ['new-factor', 'factor-added', 'review'],
  'user.mfa.factor.suspend': ['our-factor', 'factor-suspended', 'inactivate'],
  'user.mfa.factor.unsuspend': ['our-factor', 'factor-unsuspended', 'reactivate'],
  'user.mfa.factor.deactivate': ['our-factor', 'factor-deleted', 'revoke'],
  'user.mfa.factor.reset_all': ['person', 'factors-reset', 'review'],
  'group.user_membership.remove': ['person', 'left-group', 'inactivate'],
  'group.user_membership.add': ['person', 'joined-group', 'reactivate'],
  'security.authenticator.lifecycle.deactivate': ['everybody', 'authenticator-off', 'review'],
  'security.authenticator.lifecycle.activate': ['everybody', 'authenticator-on', 'review'],
})

/** A System Log filter for exactly the events that have a meaning here. */
export const eventFilter = Object.keys(meanings)
  .map((type) => `eventType eq ${JSON.stringify(type)}`)
  .join(' or ')

/** Reads an event; null when it has no meaning here, failed, or names nobody it should. */
export function readLogEvent(event: LogEvent): ProviderEvent | null {
  const meaning = meanings[event.eventType]
  const hasHappened = !['FAILURE', 'DENY'].includes(event.outcome?.result ?? 'SUCCESS')
  if (meaning === undefined || !hasHappened) return null
  const [about, kind, proposal] = meaning
  const personId = about === 'everybody' ? null : targetOf(event, 'User')
  if (personId === null && about !== 'everybody') return null
  if (!isOfPasskeys(event, about)) return null
  const factorId = targetOf(event, factorTarget)
  // An older log does not say which factor: somebody must look.
  const isVague = about === 'our-factor' && factorId === null
  return {
    id: event.uuid,
    at: Date.parse(event.published),
    kind,
    about,
    proposal: isVague ? 'review' : proposal,
    personId,
    factorId,
    groupId: targetOf(event, 'UserGroup'),
    actor: event.actor?.alternateId ?? event.actor?.displayName ?? '',
    requestId: event.debugContext?.debugData?.requestId ?? null,
  }
}

/** Phones and passwords are logged with the same events, and no reason to look at the keys. */
function isOfPasskeys(event: LogEvent, about: ProviderEvent['about']): boolean {
  const factorId = targetOf(event, factorTarget)
  const said = event.debugContext?.debugData?.factor ?? null
  switch (about) {
    case 'person':
      return true
    case 'our-factor':
      // With an id, the registry knows whether the factor is ours. Without one, the event is dropped
      // only if the log names another kind of factor.
      return factorId !== null || said === null || said === passkey
    case 'new-factor':
      return said === passkey || isPasskeyId(factorId)
    case 'everybody':
      return namesPasskeys(event)
  }
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
