import type { Call } from '../http/exchange.ts'
import { uuidText } from '../ids.ts'
import type { OktaUser } from '../people/records.ts'
import type { LogRecord, LogTarget } from './log-record.ts'

const MESSAGES = Object.freeze({
  'user.mfa.factor.activate': 'Activate factor or authenticator enrollment',
  'user.mfa.factor.deactivate': 'Reset factor or authenticator enrollment for user',
  'user.mfa.factor.reset_all': 'Reset all factors for user',
  'user.mfa.factor.suspend': 'Suspend factor or authenticator enrollment method for user',
  'user.mfa.factor.unsuspend': 'Unsuspend factor or authenticator enrollment method for user',
  'user.authentication.auth_via_mfa': 'Authentication of user via MFA',
  'user.lifecycle.create': 'Create Okta user',
  'user.lifecycle.activate': 'Activate Okta user',
  'user.lifecycle.suspend': 'Suspend Okta user',
  'user.lifecycle.unsuspend': 'Unsuspend Okta user',
  'user.lifecycle.deactivate': 'Deactivate Okta user',
  'user.lifecycle.delete.initiated': 'Initiate deletion of Okta user',
  'user.lifecycle.delete.completed': 'Complete deletion of Okta user',
  'user.account.unlock_by_admin': 'Unlock user account by admin',
  'user.account.update_profile': 'Update user profile for Okta',
  'user.session.clear': 'Clear user session',
  'security.authenticator.lifecycle.activate': 'Activate authenticator',
  'security.authenticator.lifecycle.deactivate': 'Deactivate authenticator',
  'group.user_membership.add': 'Add user to group membership',
  'group.user_membership.remove': 'Remove user from group membership',
  'app.oauth2.token.grant.access_token': 'OAuth2 access token is granted',
})

export type EventType = keyof typeof MESSAGES

interface Details {
  readonly result?: 'SUCCESS' | 'FAILURE'
  readonly reason?: string
  readonly debugData?: Readonly<Record<string, string>>
}

/** Who does what is logged, and in which request. */
interface Doing extends Pick<Call, 'state'> {
  readonly principal: Omit<Call['principal'], 'scopes' | 'role'>
  readonly request: Pick<Call['request'], 'id' | 'path'>
}

/** Adds an event to the System Log, with the caller as its actor. */
export function log(
  { principal, state, request }: Doing,
  eventType: EventType,
  target: readonly LogTarget[],
  details: Details = {},
): void {
  const { id, type, alternateId, displayName } = principal
  const record: LogRecord = {
    uuid: uuidText(state.random(16)),
    published: state.now(),
    eventType,
    displayMessage: MESSAGES[eventType],
    severity: details.result === 'FAILURE' ? 'WARN' : 'INFO',
    actor: { id, type, alternateId, displayName },
    target,
    outcome: { result: details.result ?? 'SUCCESS', reason: details.reason ?? null },
    requestId: request.id,
    debugData: { requestId: request.id, requestUri: request.path, ...details.debugData },
  }
  state.logs.push(record)
}

/** A person as a target. */
export function userTarget(user: OktaUser): LogTarget {
  const { login, firstName, lastName } = user.profile
  return { id: user.id, type: 'User', alternateId: login, displayName: `${firstName} ${lastName}` }
}
