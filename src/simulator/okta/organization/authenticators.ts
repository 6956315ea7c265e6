import { notFound, OktaError } from '../http/errors.ts'
import { ok, param, type Call, type Reply } from '../http/exchange.ts'
import { link } from '../http/links.ts'
import type { CustomAaguid } from '../settings.ts'
import { timestamp } from '../time.ts'
import { requireIdentityEngine } from './identity-engine.ts'
import { log, type EventType } from './log.ts'
import type { Policy } from './policy-records.ts'

/** Times the authenticators were made; nothing depends on them. */
const CREATED = timestamp(Date.UTC(2024, 0, 15))

interface Authenticator {
  readonly id: string
  readonly key: string
  readonly type: string
  readonly name: string
  readonly status: 'ACTIVE' | 'INACTIVE'
  readonly method: string
}

/** `GET /api/v1/authenticators`. */
export function listAuthenticators(call: Call): Reply {
  requireIdentityEngine(call)
  return ok(authenticators(call).map((each) => view(each, call.request.base)))
}

/** `GET /api/v1/authenticators/{authenticatorId}`. */
export function getAuthenticator(call: Call): Reply {
  return ok(view(requireAuthenticator(call), call.request.base))
}

/** `POST …/lifecycle/activate`; only passkeys can be switched here. */
export function activateAuthenticator(call: Call): Reply {
  return switchPasskeys(call, 'ACTIVE', 'security.authenticator.lifecycle.activate')
}

/** `POST …/lifecycle/deactivate`: refused while an enrollment policy offers it, as Okta refuses it. */
export function deactivateAuthenticator(call: Call): Reply {
  if (call.state.settings.policies.some(offersPasskeys)) throw new OktaError('E0000148')
  return switchPasskeys(call, 'INACTIVE', 'security.authenticator.lifecycle.deactivate')
}

/** `GET …/methods`. */
export function listMethods(call: Call): Reply {
  return ok([methodView(call, requireAuthenticator(call))])
}

/** `GET …/methods/{methodType}`: of `webauthn`, with the settings a key has to meet. */
export function getMethod(call: Call): Reply {
  const authenticator = requireAuthenticator(call)
  const type = param(call, 'methodType')
  if (authenticator.method !== type) throw notFound(type, 'AuthenticatorMethod')
  return ok(methodView(call, authenticator))
}

/** `GET …/aaguids`: the key models an admin described. */
export function listAaguids(call: Call): Reply {
  const { id } = requireWebAuthn(call)
  const { base } = call.request
  return ok(call.state.settings.customAaguids.map((each) => aaguidView(each, id, base)))
}

/** `GET …/aaguids/{aaguid}`. */
export function getAaguid(call: Call): Reply {
  const { id } = requireWebAuthn(call)
  const aaguid = param(call, 'aaguid')
  const found = call.state.settings.customAaguids.find((each) => each.aaguid === aaguid)
  if (found === undefined) throw notFound(aaguid, 'AAGUID')
  return ok(aaguidView(found, id, call.request.base))
}

function switchPasskeys(call: Call, status: Authenticator['status'], event: EventType): Reply {
  const { id, key, name } = requireAuthenticator(call)
  if (key !== 'webauthn') throw new OktaError('E0000148')
  call.state.settings.webauthn.status = status
  const target = { id, type: 'Authenticator', alternateId: 'webauthn', displayName: name }
  log(call, event, [target])
  return getAuthenticator(call)
}

function offersPasskeys(policy: Policy): boolean {
  if (policy.type !== 'MFA_ENROLL' || policy.status !== 'ACTIVE') return false
  return policy.authenticators.some(
    ({ key, enroll }) => key === 'webauthn' && enroll.self !== 'NOT_ALLOWED',
  )
}

function authenticators(call: Call): readonly Authenticator[] {
  const { id, name, status } = call.state.settings.webauthn
  return [
    fixed('autdemo1password0000', 'okta_password', 'password', 'Password'),
    fixed('autdemo1email0000000', 'okta_email', 'email', 'Email'),
    { id, key: 'webauthn', type: 'security_key', name, status, method: 'webauthn' },
  ]
}

function fixed(id: string, key: string, method: string, name: string): Authenticator {
  return { id, key, type: method, name, status: 'ACTIVE', method }
}

function requireAuthenticator(call: Call): Authenticator {
  requireIdentityEngine(call)
  const id = param(call, 'authenticatorId')
  const found = authenticators(call).find((each) => each.id === id)
  if (found === undefined) throw notFound(id, 'Authenticator')
  return found
}

function requireWebAuthn(call: Call): Authenticator {
  const authenticator = requireAuthenticator(call)
  if (authenticator.key !== 'webauthn') throw notFound(authenticator.id, 'AAGUID')
  return authenticator
}

function view(each: Authenticator, base: string): Record<string, unknown> {
  const self = `${base}/api/v1/authenticators/${each.id}`
  const change = each.status === 'ACTIVE' ? 'deactivate' : 'activate'
  return {
    type: each.type,
    id: each.id,
    key: each.key,
    status: each.status,
    name: each.name,
    created: CREATED,
    lastUpdated: CREATED,
    _links: {
      self: link(self, 'GET', 'PUT'),
      methods: link(`${self}/methods`, 'GET'),
      [change]: link(`${self}/lifecycle/${change}`, 'POST'),
      ...(each.key === 'webauthn' ? { aaguids: link(`${self}/aaguids`, 'GET', 'POST') } : {}),
    },
  }
}

function methodView(call: Call, authenticator: Authenticator): Record<string, unknown> {
  const { id, method, status } = authenticator
  const self = `${call.request.base}/api/v1/authenticators/${id}/methods/${method}`
  return {
    type: method,
    status,
    ...(method === 'webauthn' ? { settings: shownSettings(call) } : {}),
    _links: { self: link(self, 'GET', 'PUT') },
  }
}

function shownSettings(call: Call): Record<string, unknown> {
  const { settings, hiddenSettings } = call.state.settings.webauthn
  const shown = Object.entries(settings).filter(
    ([name, value]) => value !== null && !hiddenSettings.includes(name),
  )
  return Object.fromEntries(shown)
}

function aaguidView(each: CustomAaguid, authenticatorId: string, base: string): unknown {
  const self = `${base}/api/v1/authenticators/${authenticatorId}/aaguids/${each.aaguid}`
  return { ...each, _links: { self: link(self, 'GET', 'PUT', 'PATCH', 'DELETE') } }
}
