/** Where Okta gives organizations their addresses: from its SDKs' checks and its browser plugin. */
const oktaDomains: readonly string[] = [
  'okta.com',
  'oktapreview.com',
  'okta-emea.com',
  'okta-gov.com',
  'okta.mil',
  'okta-miltest.com',
  'trexcloud.com',
  'trex-gov.com',
  'trex-govcloud.com',
  'okta1.com',
  'clouditude.com',
  'hioktane.com',
  'lowoktane.com',
]

/**
 * A host as the station knows it from then on. The dot of a whole name in DNS is no part of an RP ID or an
 * origin, and the console's `acme-admin.okta.com` stands for the organization's own `acme.okta.com`: the
 * console answers API calls with 404. Expects lower case, as URL gives it.
 */
export function organizationHost(hostname: string): string {
  const host = hostname.replace(/\.$/, '')
  const [, name, domain] = /^([^.]+)-admin\.(.+)$/.exec(host) ?? []
  const isConsole = name !== undefined && domain !== undefined && oktaDomains.includes(domain)
  return isConsole ? `${name}.${domain}` : host
}
