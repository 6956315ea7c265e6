import { acceptedOrigins, customRpId } from '../factors/relying-party.ts'
import { OktaError } from '../http/errors.ts'
import { ok, type Call, type Reply } from '../http/exchange.ts'
import { link } from '../http/links.ts'
import { timestamp } from '../time.ts'

const CREATED = timestamp(Date.UTC(2024, 0, 15))

/** `GET /.well-known/okta-organization`: asks for no token. */
export function getOrganizationMetadata(call: Call): Reply {
  const { organizationId, pipeline, origin, customDomain } = call.state.settings
  return ok({
    id: organizationId,
    pipeline,
    _links: {
      organization: { href: origin },
      ...(customDomain === null ? {} : { alternate: { href: `https://${customDomain}` } }),
    },
  })
}

/** `GET /.well-known/webauthn`: related origins, where a custom rp id is enabled. */
export function getRelatedOrigins(call: Call): Reply {
  if (customRpId(call.state) === null) throw new OktaError('E0000007')
  return ok({ origins: acceptedOrigins(call.state) })
}

/** `GET /api/v1/org`. */
export function getOrganization(call: Call): Reply {
  const { organizationId, name, origin } = call.state.settings
  return ok({
    id: organizationId,
    companyName: name,
    status: 'ACTIVE',
    subdomain: new URL(origin).hostname.split('.')[0],
    created: CREATED,
    lastUpdated: CREATED,
    _links: {},
  })
}

/** `GET /api/v1/domains`: custom domains. */
export function listDomains(call: Call): Reply {
  const { customDomain } = call.state.settings
  if (customDomain === null) return ok({ domains: [] })
  const id = 'OcDdemo1customdomain'
  const self = `${call.request.base}/api/v1/domains/${id}`
  const domain = {
    id,
    domain: customDomain,
    certificateSourceType: 'MANUAL',
    validationStatus: 'COMPLETED',
    dnsRecords: [],
    _links: { self: link(self, 'GET', 'DELETE') },
  }
  return ok({ domains: [domain] })
}

/** `GET /api/v1/trustedOrigins`. */
export function listTrustedOrigins(call: Call): Reply {
  const { base } = call.request
  return ok(
    call.state.settings.trustedOrigins.map(({ id, name, origin, scopes }) => ({
      id,
      name,
      origin,
      status: 'ACTIVE',
      scopes: scopes.map((type) => ({ type })),
      created: CREATED,
      lastUpdated: CREATED,
      _links: { self: link(`${base}/api/v1/trustedOrigins/${id}`, 'GET', 'PUT', 'DELETE') },
    })),
  )
}
