import { notFound } from '../http/errors.ts'
import { noContent, ok, type Call, type Reply } from '../http/exchange.ts'
import { link } from '../http/links.ts'
import { requireIdentityEngine } from '../organization/identity-engine.ts'
import { requireUser } from '../people/find-user.ts'
import { timestamp } from '../time.ts'
import { enrolledFactorsOf, requireFactor } from './find-factor.ts'
import type { StoredFactor } from './stored-factor.ts'
import { removeFactor } from './remove-factor.ts'

/**
 * `GET …/authenticator-enrollments`: whatever the policy says, so a second opinion on factors that
 * a policy hides. Without `profile`: the description allows it a phone number only.
 */
export function listEnrollments(call: Call): Reply {
  requireIdentityEngine(call)
  const user = requireUser(call, 'userId')
  return ok(enrolledFactorsOf(call.state, user.id).map((factor) => view(call, factor)))
}

/** `GET …/authenticator-enrollments/{enrollmentId}`. */
export function getEnrollment(call: Call): Reply {
  requireIdentityEngine(call)
  const [factor] = requireEnrolled(call)
  return ok(view(call, factor))
}

/** `DELETE …/authenticator-enrollments/{enrollmentId}`: the same as deleting the factor. */
export function deleteEnrollment(call: Call): Reply {
  requireIdentityEngine(call)
  const [factor, user] = requireEnrolled(call)
  removeFactor(call, factor, user)
  return noContent()
}

function requireEnrolled(call: Call): ReturnType<typeof requireFactor> {
  const [factor, user] = requireFactor(call, 'enrollmentId')
  if (factor.credential === null) throw notFound(factor.id, 'AuthenticatorEnrollment')
  return [factor, user]
}

function view(call: Call, factor: StoredFactor): Record<string, unknown> {
  const { base } = call.request
  const user = `${base}/api/v1/users/${factor.userId}`
  const { webauthn } = call.state.settings
  return {
    type: 'security_key',
    id: factor.id,
    key: 'webauthn',
    status: factor.status,
    name: factor.authenticatorName,
    nickname: null,
    created: timestamp(factor.created),
    lastUpdated: timestamp(factor.lastUpdated),
    _links: {
      self: link(`${user}/authenticator-enrollments/${factor.id}`, 'GET', 'DELETE'),
      user: link(user, 'GET'),
      authenticator: link(`${base}/api/v1/authenticators/${webauthn.id}`, 'GET'),
    },
  }
}
