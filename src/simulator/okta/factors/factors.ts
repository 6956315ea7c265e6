import { noContent, ok, type Call, type Reply } from '../http/exchange.ts'
import { link } from '../http/links.ts'
import { requireUser } from '../people/find-user.ts'
import { factorView } from './factor-view.ts'
import { factorsOf, requireFactor } from './find-factor.ts'
import { allowsWebAuthn, webAuthnIn } from './policy.ts'
import { removeFactor } from './remove-factor.ts'

/**
 * `GET …/factors`: only what the person's enrollment policy offers. A factor that is not listed may
 * well exist.
 */
export function listFactors(call: Call): Reply {
  const user = requireUser(call, 'userId')
  if (!allowsWebAuthn(call.state, user)) return ok([])
  const { base } = call.request
  return ok(factorsOf(call.state, user.id).map((factor) => factorView(factor, base)))
}

/** `GET …/factors/catalog`: what the person could enroll. */
export function listCatalog(call: Call): Reply {
  const user = requireUser(call, 'userId')
  const enroll = link(`${call.request.base}/api/v1/users/${user.id}/factors`, 'POST')
  const question = {
    factorType: 'question',
    provider: 'OKTA',
    vendorName: 'OKTA',
    enrollment: 'OPTIONAL',
    status: 'NOT_SETUP',
    _links: { enroll },
  }
  if (!allowsWebAuthn(call.state, user)) return ok([question])
  const held = factorsOf(call.state, user.id).some(({ status }) => status === 'ACTIVE')
  const webauthn = {
    factorType: 'webauthn',
    provider: 'FIDO',
    vendorName: 'FIDO',
    enrollment: webAuthnIn(call.state, user)?.enroll.self,
    status: held ? 'ACTIVE' : 'NOT_SETUP',
    _links: { enroll },
  }
  return ok([question, webauthn])
}

/** `GET …/factors/{factorId}`: whatever the policy says. */
export function getFactor(call: Call): Reply {
  const [factor] = requireFactor(call)
  return ok(factorView(factor, call.request.base))
}

/** `DELETE …/factors/{factorId}`. Refused for a deactivated user, as Okta refuses it. */
export function unenrollFactor(call: Call): Reply {
  const [factor, user] = requireFactor(call)
  removeFactor(call, factor, user)
  return noContent()
}
