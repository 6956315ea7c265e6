import type { ReadinessReason } from '../readiness.ts'

type Code = ReadinessReason['code']
type Details = { readonly [C in Code]: (reason: Extract<ReadinessReason, { code: C }>) => string }

const list = (words: readonly string[]): string => words.join(', ') || 'none'

const details: Details = {
  'could-not-ask': ({ error, detail }) => `Okta did not answer this: ${detail || error}.`,
  'not-asked': ({ missing }) =>
    missing === 'key'
      ? 'Not looked at: no key was named.'
      : 'Looked at in part: no person was named.',
  reachable: ({ organizationId }) => `Reached organization ${organizationId}.`,
  unreachable: ({ host, reason }) => `${host} could not be reached (${reason}).`,
  'identity-engine': () => 'The organization is on Identity Engine.',
  'classic-engine': () => 'The organization is on Classic Engine.',
  clock: ({ offsetS }) =>
    Math.abs(offsetS) <= 30
      ? 'This computer and Okta agree on the time.'
      : `This computer is ${Math.abs(offsetS)} seconds ${offsetS < 0 ? 'ahead of' : 'behind'} Okta.`,
  'origin-known': ({ origin }) => `Keys are made for ${origin}.`,
  'origin-foreign': ({ origin, known }) =>
    `Keys would be made for ${origin}, but the organization names ${list(known)}.`,
  token: ({ scheme }) => tokenDetail[scheme],
  'token-refused': ({ error, reason }) => `Okta refused the sign-in: ${reason || error}.`,
  'scope-granted': ({ scope }) => `${scope} is granted.`,
  'scope-missing': ({ scope, reason }) => `${scope} is not granted. ${reason}`.trim(),
  'scopes-excessive': ({ scopes }) => `The app also holds ${list(scopes)}.`,
  'scopes-few': () => 'The app holds no scope of this kind.',
  'role-sufficient': () => 'The role covers what issuing takes, and no more was found.',
  'role-too-weak': ({ missing }) => `The role lacks ${list(missing)}.`,
  'role-too-strong': ({ able }) => `The role also allows ${list(able)}.`,
  'authenticator-active': () => 'The passkey authenticator is active.',
  'authenticator-inactive': () => 'The passkey authenticator is there, but not active.',
  'authenticator-missing': () => 'The passkey authenticator has not been added.',
  'roaming-keys-refused': () => 'Only authenticators built into a device are allowed.',
  'settings-fit': () => 'Okta and the template agree.',
  'resident-key-expected': () =>
    'Okta requires a discoverable credential, and the template does not make one.',
  'resident-key-discouraged': () =>
    'Okta discourages discoverable credentials, and the template makes one.',
  'user-verification': ({ setting }) =>
    setting === 'DISCOURAGED'
      ? 'Okta does not ask for the PIN, so whoever finds a key can use it.'
      : `User verification is ${setting.toLowerCase()}.`,
  'rp-id': ({ rpId }) => `Credentials belong to ${rpId}.`,
  'rp-id-unverified': ({ rpId, status }) =>
    `The custom RP ID ${rpId} is switched on but not verified (${status}).`,
  'rp-id-differs': ({ here, there }) =>
    `The connection says ${here}, Okta says ${there}. A key made for one is refused by the other.`,
  'enrolment-allowed': ({ policy }) => `Policy “${policy}” allows passkeys.`,
  'enrolment-refused': ({ policy }) =>
    policy === '' ? 'No policy allows passkeys.' : `Policy “${policy}” does not allow passkeys.`,
  'model-allowed': ({ groups }) =>
    groups.length === 0 ? 'Every key model is allowed.' : `The model is in ${list(groups)}.`,
  'model-refused': ({ policy, groups, aaguid }) =>
    `Policy “${policy}” allows only ${list(groups)}; the key’s model ${aaguid} is in none of them.`,
  'phishing-resistance': ({ policies }) => `Asked for by ${list(policies)}.`,
  'no-phishing-resistance': ({ policies }) =>
    `None of the policies asks for it: ${list(policies)}.`,
  'person-fit': ({ login }) => `${login} is active.`,
  'person-status': ({ login, status }) => `${login} is ${status.toLowerCase().replace('_', ' ')}.`,
  'person-missing': ({ query }) => `Nobody has the login or id ${query}.`,
  'no-leftovers': ({ active }) => `${active} active, nothing left over.`,
  leftovers: ({ pending }) => `${pending} begun and never finished.`,
  'factors-nearly-full': ({ active, maximum }) => `${active} of ${maximum} are taken.`,
}

const tokenDetail = {
  DPoP: 'Signed in with tokens bound to this station (DPoP).',
  Bearer: 'Signed in, with tokens that work for whoever holds them.',
  SSWS: 'An API token is used. This is lab mode: it has all the rights of its administrator.',
} as const

/** What was found, as one or two English sentences. */
export function detailOf(reason: ReadinessReason): string {
  // The table has a sentence for exactly this code; the compiler cannot tie the two.
  const tell: (found: never) => string = details[reason.code]
  return tell(reason as never)
}
