import { link } from '../http/links.ts'
import { timestamp } from '../time.ts'
import type { StoredFactor } from './stored-factor.ts'

/** A factor as the Factors API shows it: no AAGUID, no key, no transports. */
export function factorView(factor: StoredFactor, base: string): Record<string, unknown> {
  return {
    id: factor.id,
    factorType: 'webauthn',
    provider: 'FIDO',
    vendorName: 'FIDO',
    status: factor.status,
    created: timestamp(factor.created),
    lastUpdated: timestamp(factor.lastUpdated),
    ...(factor.credential === null ? {} : { profile: profileView(factor) }),
    _links: links(factor, base),
  }
}

export function profileView(factor: StoredFactor): Record<string, unknown> {
  return {
    credentialId: factor.credential?.id,
    authenticatorName: factor.authenticatorName,
  }
}

/** Absolute address of a factor. */
export function factorUrl(factor: StoredFactor, base: string): string {
  return `${base}/api/v1/users/${factor.userId}/factors/${factor.id}`
}

function links(factor: StoredFactor, base: string): Record<string, unknown> {
  const self = factorUrl(factor, base)
  const user = link(`${base}/api/v1/users/${factor.userId}`, 'GET')
  if (factor.status === 'PENDING_ACTIVATION') {
    return {
      activate: link(`${self}/lifecycle/activate`, 'POST'),
      self: link(self, 'GET'),
      user,
    }
  }
  return { self: link(self, 'GET', 'DELETE'), verify: link(`${self}/verify`, 'POST'), user }
}
