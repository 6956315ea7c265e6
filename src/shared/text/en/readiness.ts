import type { ReadinessWords } from '../readiness-words.ts'

const list = (words: readonly string[]): string => words.join(', ') || 'none'

const tokenDetail = {
  DPoP: 'Signed in with tokens bound to this station (DPoP).',
  Bearer: 'Signed in, with tokens that work for whoever holds them.',
  SSWS: 'An API token is used. This is lab mode: it has all the rights of its administrator.',
} as const

const details: ReadinessWords['details'] = {
  'could-not-ask': ({ error, detail }) => `Okta did not answer this: ${detail || error}.`,
  'not-asked': ({ missing }) =>
    missing === 'key'
      ? 'Not looked at: no key was named.'
      : 'Looked at in part: no person was named.',
  reachable: ({ organizationId }) => `Reached organization ${organizationId}.`,
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
  'enrollment-allowed': ({ policy }) => `Policy “${policy}” allows passkeys.`,
  'enrollment-refused': ({ policy }) =>
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

const remedies: ReadinessWords['remedies'] = {
  'could-not-ask': 'Grant the scope or permission that is named, then check again.',
  'classic-engine': 'Keydesk needs Identity Engine. Ask Okta for the upgrade.',
  clock: 'Set this computer’s clock by a time server. Keydesk corrects for it until then.',
  'origin-foreign': 'Set “origin” in the connection file to the address people sign in at.',
  token: 'Switch on “Require Demonstrating Proof of Possession”, and use a service app.',
  'token-refused':
    'Compare client id, key id and key with the app’s general settings, or make a new API token.',
  'scope-missing': 'Grant the scope to the app. This takes a super administrator.',
  'scopes-excessive': 'Revoke them: a station needs none of these.',
  'role-too-weak': 'Add the permissions to the custom role, for the groups keys are issued to.',
  'role-too-strong': 'Assign a custom role with only the permissions in docs/okta.md.',
  'authenticator-inactive': 'Activate it.',
  'authenticator-missing': 'Add “Passkey (FIDO2 WebAuthn)”.',
  'roaming-keys-refused': 'Set the attachment to “Any” or “Roaming”.',
  'resident-key-expected': 'Choose a template that makes discoverable credentials.',
  'resident-key-discouraged': 'Set discoverable credentials to “Required” or “Preferred”.',
  'user-verification': 'Set user verification to “Required” or “Preferred”.',
  'rp-id-unverified': 'Publish the DNS record Okta names and verify the domain.',
  'rp-id-differs': 'Set “customRpId” in the connection file to what Okta says.',
  'enrollment-refused': 'Set “Passkey (FIDO2 WebAuthn)” to optional or required in that policy.',
  'model-refused': 'Add the model to one of the groups, or use another key.',
  'no-phishing-resistance':
    'Ask for a phishing-resistant possession factor where keys shall be needed.',
  'person-status': 'Activate, unlock or unsuspend the person first.',
  'person-missing': 'Check the spelling. A person just created may take a minute to appear.',
  leftovers: 'Delete them; Keydesk removes those it began.',
  'factors-nearly-full': 'Delete keys that are not used any more.',
}

export const readinessWords: ReadinessWords = {
  titles: {
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
    'enrollment-policy': 'Enrollment policy',
    'key-model': 'Key model',
    'sign-on-policy': 'Phishing-resistant sign-in',
    person: 'Person',
    leftovers: 'Keys of the person',
  },
  places: {
    'app-general': 'Applications > the station’s app > General',
    'app-scopes': 'Applications > the station’s app > Okta API Scopes',
    'app-roles': 'Applications > the station’s app > Admin roles',
    'api-tokens': 'Security > API > Tokens',
    authenticators: 'Security > Authenticators > Setup',
    'passkey-settings': 'Security > Authenticators > Passkey (FIDO2 WebAuthn) > Settings',
    'passkey-groups':
      'Security > Authenticators > Passkey (FIDO2 WebAuthn) > Authenticator settings',
    'enrollment-policies': 'Security > Authenticators > Enrollment',
    'sign-on-policies': 'Security > Authentication Policies',
    domains: 'Customizations > Brands > Domains',
    person: 'Directory > People > the person > More Actions',
    upgrade: 'Settings > Account > Okta Identity Engine upgrade',
    station: 'this station',
  },
  details,
  remedies,
}
