import type { ReadinessReason } from '../readiness.ts'

/** What helps, by what was found; nothing where there is nothing to do. */
const remedies: { readonly [C in ReadinessReason['code']]?: string } = {
  'could-not-ask': 'Grant the scope or permission that is named, then check again.',
  unreachable: 'Check the network, the proxy and the address in the connection file.',
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
  'enrolment-refused': 'Set “Passkey (FIDO2 WebAuthn)” to optional or required in that policy.',
  'model-refused': 'Add the model to one of the groups, or use another key.',
  'no-phishing-resistance':
    'Ask for a phishing-resistant possession factor where keys shall be needed.',
  'person-status': 'Activate, unlock or unsuspend the person first.',
  'person-missing': 'Check the spelling. A person just created may take a minute to appear.',
  leftovers: 'Delete them; Keydesk removes those it began.',
  'factors-nearly-full': 'Delete keys that are not used any more.',
}

/** What a person can do about it, or an empty text. */
export function remedyOf(reason: ReadinessReason): string {
  return remedies[reason.code] ?? ''
}
