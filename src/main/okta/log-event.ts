import { z } from 'zod'
import type { ProviderEvent } from '../idp.ts'
import { listOf } from './answers.ts'

const debugDataSchema = z.looseObject({
  requestId: z.string().nullish(),
  factor: z.string().nullish().catch(null),
})
const targetSchema = z.looseObject({ id: z.string().nullish(), type: z.string() })

/** One event of the System Log, as far as the station looks at it. */
export const logEventSchema = z.looseObject({
  uuid: z.string(),
  published: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
  eventType: z.string(),
  actor: z
    .looseObject({ alternateId: z.string().nullish(), displayName: z.string().nullish() })
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

/** What events mean for an issued key. Joining a group may let a key in again, or mean nothing. */
const meanings: Readonly<Record<string, Meaning>> = Object.freeze({
  'user.lifecycle.suspend': { kind: 'person-suspended', proposal: 'inactivate' },
  'user.lifecycle.unsuspend': { kind: 'person-unsuspended', proposal: 'reactivate' },
  'user.lifecycle.deactivate': { kind: 'person-deactivated', proposal: 'revoke' },
  'user.mfa.factor.deactivate': { kind: 'factor-deleted', proposal: 'revoke' },
  'user.mfa.factor.reset_all': { kind: 'factors-reset', proposal: 'review' },
  'group.user_membership.remove': { kind: 'left-group', proposal: 'inactivate' },
  'group.user_membership.add': { kind: 'joined-group', proposal: 'reactivate' },
})

/** A System Log filter for exactly the events that have a meaning here. */
export const eventFilter = Object.keys(meanings)
  .map((type) => `eventType eq ${JSON.stringify(type)}`)
  .join(' or ')

/** Reads an event; null when it has no meaning here, failed, or names no person. */
export function readLogEvent(event: LogEvent): ProviderEvent | null {
  const meaning = meanings[event.eventType]
  const personId = targetOf(event, 'User')
  const hasHappened = !['FAILURE', 'DENY'].includes(event.outcome?.result ?? 'SUCCESS')
  if (meaning === undefined || personId === null || !hasHappened) return null
  const factorId = targetOf(event, 'AuthenticatorEnrollment')
  if (meaning.kind === 'factor-deleted' && factorId === null && isOfOtherFactor(event)) return null
  return {
    id: event.uuid,
    at: Date.parse(event.published),
    kind: meaning.kind,
    // An older log does not say which factor: somebody must look.
    proposal: meaning.kind === 'factor-deleted' && factorId === null ? 'review' : meaning.proposal,
    personId,
    factorId,
    groupId: targetOf(event, 'UserGroup'),
    actor: event.actor?.alternateId ?? event.actor?.displayName ?? '',
    requestId: event.debugContext?.debugData?.requestId ?? null,
  }
}

/** A phone that was reset names no factor either, and is no reason to look at the keys. */
function isOfOtherFactor({ debugContext }: LogEvent): boolean {
  const factor = debugContext?.debugData?.factor
  return factor != null && factor !== 'FIDO_WEBAUTHN'
}

/** Targets are told by their type: their order is not promised. */
function targetOf(event: LogEvent, type: string): string | null {
  return event.target?.find((target) => target.type === type)?.id ?? null
}
