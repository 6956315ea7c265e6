import type { ConsolePlace, ReadinessItem, ReadinessName } from '../readiness.ts'
import { detailOf } from './readiness-details.ts'
import { remedyOf } from './readiness-remedies.ts'

const titles: Readonly<Record<ReadinessName, string>> = Object.freeze({
  organization: 'Organization reachable',
  engine: 'Identity Engine',
  clock: 'Clock',
  origin: 'Address people sign in at',
  'sign-in': 'Station signs in',
  scope: 'Scope',
  'excess-scopes': 'Scopes it should not have',
  role: 'Administrator role',
  authenticator: 'Passkey authenticator',
  'resident-key': 'Discoverable credentials',
  'user-verification': 'User verification',
  'rp-id': 'RP ID',
  'enrolment-policy': 'Enrolment policy',
  'key-model': 'Key model',
  'sign-on-policy': 'Phishing-resistant sign-in',
  person: 'Person',
  leftovers: 'Keys of the person',
})

/** Paths in Okta's console, as its menus are named since 2026. */
const places: Readonly<Record<ConsolePlace, string>> = Object.freeze({
  'app-general': 'Applications > the station’s app > General',
  'app-scopes': 'Applications > the station’s app > Okta API Scopes',
  'app-roles': 'Applications > the station’s app > Admin roles',
  'api-tokens': 'Security > API > Tokens',
  authenticators: 'Security > Authenticators > Setup',
  'passkey-settings': 'Security > Authenticators > Passkey (FIDO2 WebAuthn) > Settings',
  'passkey-groups': 'Security > Authenticators > Passkey (FIDO2 WebAuthn) > Authenticator settings',
  'enrolment-policies': 'Security > Authenticators > Enrollment',
  'sign-on-policies': 'Security > Authentication Policies',
  domains: 'Customizations > Brands > Domains',
  person: 'Directory > People > the person > More Actions',
  upgrade: 'Settings > Account > Okta Identity Engine upgrade',
  station: 'this station',
})

/** A readiness item in English. `remedy` is empty where there is nothing to do. */
export interface ReadinessText {
  readonly title: string
  readonly detail: string
  readonly remedy: string
  /** Where in the provider's console, or an empty text. */
  readonly where: string
}

/** The words for one item of a readiness report. */
export function readinessText({ name, state, reason, where }: ReadinessItem): ReadinessText {
  return {
    title: titles[name],
    detail: detailOf(reason),
    remedy: state === 'ok' ? '' : remedyOf(reason),
    where: state === 'ok' || where === null ? '' : places[where],
  }
}
