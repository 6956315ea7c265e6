import type { Words } from '../words.ts'

export const failures: Words['failures'] = {
  'person-not-found': {
    title: 'Nobody found',
    detail: 'Nobody in the directory has the name or login “{query}”.',
  },
  'person-not-eligible': {
    title: 'This person cannot get a key now',
    detail: 'Okta lists {login} as “{status}”. {standing}',
  },
  'person-protected': {
    title: 'Okta does not let this station change this person',
    detail: '{login} is an administrator of Okta, or outside the groups of this station’s role.',
  },
  'too-many-factors': {
    title: 'No room for another key',
    detail: '{login} already has {maximum} keys or passkeys, which is all Okta allows.',
  },
  'enrollment-not-allowed': {
    title: 'Okta does not let this person have a key',
    detail: 'The enrollment policy that applies to {login} does not allow security keys.',
  },
  'one-key-only': {
    title: 'Okta allows this person one key only',
    detail: '{login} has a key at Okta already, and Okta takes no second one.',
  },
  'no-key': {
    title: 'No key in the slot',
    detail: 'No security key is inserted.',
  },
  'several-keys': {
    title: 'More than one key is inserted',
    detail: '{count} keys are inserted, and it is not clear which one is meant.',
  },
  'different-key': {
    title: 'That is a different key',
    detail: 'The key in the slot is not the one this is about.',
  },
  'key-changed': {
    title: 'The key is no longer as it was',
    detail: 'Since it was looked at, something was issued on it, or it was given a PIN.',
  },
  'key-access-denied': {
    title: 'This computer does not let Keydesk use the key',
    detail: 'The key is there, but opening it was denied.',
  },
  'key-removed': {
    title: 'The key was removed too early',
    detail: 'The key was pulled out before the work on it was finished.',
  },
  'key-unreachable': {
    title: 'The key cannot be reached',
    detail: 'The key is inserted, but talking to it failed.',
  },
  'key-busy': {
    title: 'Another program is using the key',
    detail: 'A browser window or another program is talking to this key.',
  },
  'key-silent': {
    title: 'The key does not respond',
    detail: 'The key is inserted but stopped responding.',
  },
  'key-answer-invalid': {
    title: 'The key gave an unusable response',
    detail: 'Keydesk does not trust what this key sent and stopped.',
  },
  'key-refused': {
    title: 'The key refused',
    detail: 'The key did not carry out what it was asked to do.',
  },
  'key-u2f-only': {
    title: 'This model has no FIDO2',
    detail: 'The key knows only U2F, the older standard, and cannot be issued.',
  },
  'key-lacks': {
    title: 'This model cannot be used',
    detail: 'The key lacks something that this template needs: {capability}.',
  },
  'key-not-blank': {
    title: 'The key is not blank',
    detail: 'The key is in use already, and this template never erases keys.',
  },
  'key-holds-credentials': {
    title: 'Somebody’s sign-ins are on the key',
    detail: 'It had no PIN, but it holds sign-ins that were not made here: {count}.',
  },
  'erase-not-confirmed': {
    title: 'Nobody said that the key may be erased',
    detail: 'What is on it would be lost, so that has to be said.',
  },
  'key-already-enrolled': {
    title: 'This key is already registered',
    detail: 'Okta already knows this key for {login}.',
  },
  'reset-too-late': {
    title: 'The key can no longer be erased as it is',
    detail: 'A key can be erased only in the first ten seconds after it is inserted.',
  },
  'touch-timeout': {
    title: 'The key was not touched in time',
    detail: 'The key waited for a touch and then gave up.',
  },
  'key-unknown': {
    title: 'Keydesk does not know this key',
    detail: 'The register has nothing that was issued on it.',
  },
  'key-unrecognised': {
    title: 'Nobody could say whose key this is',
    detail: 'It does not say what is on it. Issued keys it may be: {count}.',
  },
  'key-being-replaced': {
    title: 'That is the key being replaced',
    detail: 'The new key has to be another one.',
  },
  'model-not-allowed': {
    title: 'This model is not allowed',
    detail: 'The template does not list the model of this key: {aaguid}',
  },
  'key-below-policy': {
    title: 'Okta asks more of a key',
    detail: 'Okta did not take this key. {demand}',
  },
  'pin-too-short': {
    title: 'The PIN is too short',
    detail: 'This key needs at least {minimum} characters.',
  },
  'pin-too-long': {
    title: 'The PIN is too long',
    detail: 'This key takes at most {maximumBytes} bytes. Letters with accents count as two.',
  },
  'pin-not-text': {
    title: 'The PIN has a character that cannot be used',
    detail: 'Use letters, digits and signs that can be typed on any keyboard.',
  },
  'pin-policy': {
    title: 'The key does not accept this PIN',
    detail: 'The PIN is too simple for this key. Avoid repeated and consecutive characters.',
  },
  'pin-wrong': {
    title: 'The PIN is wrong',
    detail: 'The key did not accept the PIN.',
  },
  'pin-blocked-until-reinserted': {
    title: 'The PIN is blocked for now',
    detail: 'After three wrong PINs in a row the key waits until it is inserted again.',
  },
  'pin-blocked': {
    title: 'The PIN is blocked for good',
    detail: 'No attempts are left. The key can be used again only after it is erased.',
  },
  'pin-missing': {
    title: 'The key has no PIN',
    detail: 'There is none to enter or to change. A key gets its PIN when it is issued.',
  },
  'pin-change-required': {
    title: 'The PIN has to be changed first',
    detail: 'The key takes its present PIN only to change it.',
  },
  'provider-not-connected': {
    title: 'Not connected to Okta',
    detail: 'Keydesk needs a connection to Okta before it can issue keys.',
  },
  'connection-invalid': {
    title: 'The connection file cannot be used',
    detail: 'The entry “{field}” of the connection file is missing or wrong.',
  },
  'provider-unreachable': {
    title: 'Okta cannot be reached',
    detail: 'There is no way from this computer to {host}.',
  },
  'certificate-unknown': {
    title: 'The connection to Okta is not trusted',
    detail:
      'The certificate shown for {host} is by an authority this computer does not know: {reason}',
  },
  'certificate-invalid': {
    title: 'The certificate for Okta’s address is not valid',
    detail: 'For {host} one is shown that is out of date, withdrawn or for another name: {reason}',
  },
  'no-tls': {
    title: 'What answers at Okta’s address is not Okta',
    detail: 'At {host} something answers that does not speak TLS, as https needs it: {reason}',
  },
  'proxy-answered': {
    title: 'Something else answered in Okta’s place',
    detail: 'On the way to {host} a proxy or firewall answered: {reason}',
  },
  'proxy-sign-in': {
    title: 'The proxy asks for a name and password',
    detail: 'The proxy on the way to {host} lets nobody through who has not signed in.',
  },
  'proxy-unreachable': {
    title: 'The proxy cannot be reached',
    detail: 'The way to {host} is through a proxy, and that proxy does not answer.',
  },
  'provider-sign-in-refused': {
    title: 'Okta does not let the station sign in',
    detail: 'Okta did not accept the station’s own credentials.',
  },
  'provider-denied': {
    title: 'The station may not do this at Okta',
    detail: 'The station signed in, but lacks a permission for this.',
  },
  'provider-refused': {
    title: 'Okta refused',
    detail: 'Okta did not accept the request: {summary}',
  },
  'provider-rate-limited': {
    title: 'Okta asks to slow down',
    detail: 'Too many requests reached Okta in a short time.',
  },
  'provider-outage': {
    title: 'Okta has a disturbance',
    detail: 'Okta is reachable, but cannot do its work right now.',
  },
  'provider-answer-invalid': {
    title: 'Okta gave an unusable response',
    detail: 'The response lacks something that Keydesk needs, so it stopped.',
  },
  'ceremony-rejected': {
    title: 'Okta did not accept the new key',
    detail: 'The key did its part, but Okta turned the registration down.',
  },
  'ceremony-expired': {
    title: 'The registration took too long',
    detail: 'Okta waits a few minutes for a new key, and that time is over.',
  },
  'factor-not-found': {
    title: 'The registration is gone from Okta',
    detail: 'Somebody may have removed it at Okta in the meantime.',
  },
  'factor-suspended': {
    title: 'The key is suspended at Okta',
    detail: 'Somebody suspended the key of {login} at Okta, and only there can that be ended.',
  },
  'attestation-invalid': {
    title: 'The key could not prove what it is',
    detail: 'The certificate of the key does not match the key.',
  },
  'attestation-not-kept': {
    title: 'No proof of the maker was kept',
    detail: 'Only templates that record it keep what a key showed when it was issued.',
  },
  'attestation-untrusted': {
    title: 'The maker of this key cannot be confirmed',
    detail: 'Its certificate leads to no maker that this template trusts.',
  },
  'attestation-unverified': {
    title: 'Keydesk cannot check what this key says of itself',
    detail: 'Algorithm {algorithm}, with which it signs, is not verified here.',
  },
  'proof-failed': {
    title: 'The key did not pass the check',
    detail: 'A trial sign-in with it did not succeed.',
  },
  'issuance-not-found': {
    title: 'Not in the register',
    detail: 'The register does not have this issuance, or no longer has it.',
  },
  'row-unreadable': {
    title: 'An entry of the register cannot be read',
    detail:
      'Of the {kind} {id}, “{column}” is not as the station wrote it. Nothing was done with it.',
  },
  'issuance-in-use': {
    title: 'Another station is working on this key',
    detail: 'It is being worked on at {station}.',
  },
  'issuance-taken-over': {
    title: 'Another station has taken over',
    detail: 'This one was silent for too long. What became of the issuance is in the register.',
  },
  'wrong-state': {
    title: 'Not possible as the key stands now',
    detail: 'In the register it stands as: {state}. {ways}',
  },
  'still-uncertain': {
    title: 'It is still not certain how it ended',
    detail: 'What is known: {act}',
  },
  'run-in-progress': {
    title: 'Another key is being worked on',
    detail: 'The desk works on one key at a time.',
  },
  'input-invalid': {
    title: 'The request was not understood',
    detail: 'Something in it does not have the form it should have: {paths}.',
  },
  'not-available': {
    title: 'Not possible right now',
    detail: 'The station cannot do this. {why}',
  },
  'file-not-read': { title: 'The file could not be read', detail: '{why}' },
  'file-not-written': {
    title: 'The file could not be written',
    detail: 'Nothing was written to {file}. {why}',
  },
  'backup-unusable': {
    title: 'This cannot be restored',
    detail: 'The register is as it was. {why}',
  },
  'join-refused': {
    title: 'The two stations were not joined',
    detail: 'Both registers are as they were. The journal in {file} was changed.',
  },
  'trust-refused': {
    title: 'This was not taken',
    detail: 'What was trusted before stays as it was. {why}',
  },
  'secrets-unavailable': {
    title: 'PINs cannot be kept safely here',
    detail: 'The key store of this computer is locked or missing.',
  },
  'terminal-not-admitted': {
    title: 'This station does not allow the terminal',
    detail: 'Its register is the window’s. Nothing of it was opened.',
  },
  'station-key-missing': {
    title: 'The key of this station is missing',
    detail: 'Its register is sealed with a key that station-key.json held, in the same folder.',
  },
  'registry-unavailable': {
    title: 'The register cannot be used',
    detail: 'Reading or writing its file failed. What was written before stays as it was.',
  },
  internal: {
    title: 'Keydesk made a mistake',
    detail: 'Something happened that should not be possible.',
  },
}
