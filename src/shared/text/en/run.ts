import type { RunWords } from '../words.ts'

export const runWords: RunWords = {
  run: {
    rail: { label: 'Steps' },
    seconds: { word: '{seconds} s left' },
    cancelled: { title: 'Stopped', detail: 'You stopped before it was done.' },
    insertThis: {
      title: 'Insert {expected}',
      detail: 'It has to be this key. Leave it in until you are told to remove it.',
    },
  },
  steps: {
    'find-person': {
      label: 'Person',
      title: 'Looking up the person',
      stay: { detail: 'The station is looking up the person. This takes a moment.' },
    },
    'find-issuance': {
      label: 'Record',
      title: 'Looking into the register',
      stay: { detail: 'The station is looking into its register. This takes a moment.' },
    },
    'insert-key': {
      label: 'Key',
      title: 'Looking for the key',
      stay: { detail: 'The station is looking for the key. This takes a moment.' },
    },
    'check-key': {
      label: 'Check',
      title: 'Checking the key',
      stay: { detail: 'The station is reading the key. This takes a moment.' },
    },
    'erase-key': {
      label: 'Erase',
      title: 'Erasing the key',
      stay: { detail: 'The key is being erased. Stopping now could leave it half done.' },
    },
    'set-pin': {
      label: 'PIN',
      title: 'Setting the PIN',
      stay: { detail: 'The key has no PIN yet. Stopping now would leave it unprotected.' },
    },
    'configure-key': {
      label: 'Settings',
      title: 'Setting up the key',
      stay: { detail: 'The key is being set up. Stopping now could leave it half done.' },
    },
    'force-pin-change': {
      label: 'Own PIN',
      title: 'Making the key ask for an own PIN',
      stay: { detail: 'The key is told to ask for an own PIN. This takes a moment.' },
    },
    'enroll-factor': {
      label: 'Okta',
      title: 'Announcing the key to Okta',
      stay: { detail: 'Okta is being told about the key. This takes a moment.' },
    },
    'create-credential': {
      label: 'Touch',
      title: 'Making the sign-in',
      stay: { detail: 'The key is making the sign-in. Stopping now would leave half of it.' },
    },
    'register-credential': {
      label: 'Register',
      title: 'Registering at Okta',
      stay: { detail: 'Okta is registering the key. Stopping now would leave it uncertain.' },
    },
    'prove-credential': {
      label: 'Try',
      title: 'Trying the new key',
      stay: { detail: 'The new key is being tried. This takes a moment.' },
    },
    'revoke-former': {
      label: 'Old key',
      title: 'Removing the old key at Okta',
      stay: { detail: 'Okta is removing the old key. Stopping now would leave it uncertain.' },
    },
    activate: {
      label: 'Activate',
      title: 'Activating the key',
      stay: { detail: 'The key is being activated. Stopping now would leave it uncertain.' },
    },
    inactivate: {
      label: 'Inactive',
      title: 'Making the key inactive',
      stay: { detail: 'Okta is changing it right now. Stopping now would leave it uncertain.' },
    },
    reactivate: {
      label: 'Active again',
      title: 'Making the key active again',
      stay: { detail: 'Okta is changing it back. Stopping now would leave it uncertain.' },
    },
    revoke: {
      label: 'Revoke',
      title: 'Revoking the key',
      stay: { detail: 'Okta is removing the key. Stopping now would leave it uncertain.' },
    },
    'read-key': {
      label: 'Read',
      title: 'Reading the key',
      stay: { detail: 'The station is reading what is on the key. This takes a moment.' },
    },
    finish: {
      label: 'Finish',
      title: 'Finishing what was left',
      stay: { detail: 'The station is finding out how it ended. This takes a moment.' },
    },
  },
  stepStates: {
    pending: { word: 'to do' },
    current: { word: 'now' },
    done: { word: 'done' },
    skipped: { word: 'not needed' },
    failed: { word: 'stopped here' },
  },
  acts: {
    'insert-key': {
      title: 'Insert the key',
      detail: 'Leave it in until you are told to remove it.',
    },
    'leave-one-key': {
      title: 'Leave only one key in',
      detail: '{count} keys are inserted. Remove the others.',
    },
    'remove-key': { title: 'Remove the key', detail: 'The work on it is finished.' },
    'reinsert-key': {
      title: 'Remove the key and insert it again',
      detail: 'The same key, in the same slot. Be ready to touch it right after.',
    },
    'touch-to-erase': { title: 'Touch the key to erase it', detail: 'It blinks while it waits.' },
    'hold-to-erase': {
      title: 'Hold the key to erase it',
      detail: 'Keep your finger on it until this screen changes.',
    },
    'touch-to-create': { title: 'Touch the key now', detail: 'It blinks while it waits for you.' },
    'touch-to-prove': {
      title: 'Touch the key once more',
      detail: 'Okta checks that the new key works.',
    },
  },
  ask: {
    erase: {
      title: 'Erase this key?',
      detail: 'Every account on it and its PIN will be gone. This cannot be undone.',
      holder: { detail: 'It was issued to {holder}, who will no longer be able to use it.' },
      blank: { detail: 'It has no PIN. Whatever else is on it will be gone for good.' },
      credentials: { detail: 'Sign-ins on it that were not made here: {count}.' },
      field: { label: 'To erase it, type “{word}”' },
      confirmation: { word: 'erase' },
      mismatch: { detail: 'Type “{word}” to go on, or keep the key as it is.' },
    },
    pin: {
      title: 'Choose a PIN for your key',
      detail: 'You will need it each time you use the key. Nobody else should know it.',
      lookAway: { detail: 'Operator: turn the keyboard to {name} and look away.' },
      field: { label: 'Your PIN' },
      repeat: { label: 'The same PIN again' },
      rules: {
        length: { label: 'At least {minimum} characters' },
        bytes: { label: 'At most {maximumBytes} bytes' },
        text: { label: 'Only characters that can be typed' },
        same: { label: 'Both are the same' },
      },
      met: { word: 'met' },
      unmet: { word: 'not met yet' },
      notYet: { detail: 'The PIN does not meet every rule yet.' },
    },
    identify: {
      title: 'Which key is this?',
      detail:
        'The key does not say. Choose what was issued on it. If the key is then erased, that issuance is revoked.',
      candidates: { title: 'It may be one of these' },
    },
    enterPin: {
      title: 'Enter the key’s PIN',
      detail: 'The holder types it. Nobody else should see it.',
      field: { label: 'PIN of the key' },
      empty: { detail: 'Type the PIN first.' },
    },
  },
  done: {
    title: 'The key is ready',
    detail: '{name} can sign in with it from now on.',
    handOver: { title: 'Hand over' },
    giveKey: { title: 'The key', detail: 'Remove the key and give it to {name}.' },
    givePin: {
      title: 'The PIN',
      detail: 'Show it when {name} is ready to read it.',
    },
    ownPin: {
      title: 'The PIN {name} chose',
      detail: 'Nobody else knows it, not even this station.',
    },
    pinShown: {
      title: 'The PIN for {name}',
      detail: 'Say so when {name} has it. The station then forgets it.',
    },
    withPin: { detail: 'Give {name} the key and its PIN.' },
    waiting: {
      title: 'The key is issued, and waits',
      detail: 'Nobody can sign in with it until it is activated.',
    },
    gates: {
      pin: { detail: 'It is activated when {name} has the PIN.' },
      group: { detail: 'When it is activated, {name} joins the group {group}.' },
      challenge: { detail: 'Activate it within {time}. After that it has to be issued again.' },
    },
    others: { detail: 'It was registered for {count} addresses, with the same PIN.' },
    pinGone: { detail: 'It was handed over, and the station has forgotten it.' },
    facts: {
      provider: { label: 'Organization' },
      site: { label: 'Site' },
      authenticator: { label: 'Name at Okta' },
      factor: { label: 'Factor' },
      credential: { label: 'Credential' },
      model: { label: 'Model' },
      serial: { label: 'Serial number' },
      issuance: { label: 'Issuance' },
    },
  },
  failed: {
    person: { label: 'For {name}' },
    key: { label: 'The key now' },
    remedies: { title: 'What to do' },
    somebody: { label: 'the person' },
    code: { label: 'Code' },
    step: { label: 'Step' },
    request: { label: 'Request at Okta' },
    reason: { label: 'Reason' },
    attempts: {
      one: { detail: 'One attempt is left.' },
      several: { detail: '{count} attempts are left.' },
    },
    policy: { detail: 'The policy is called “{policy}”.' },
    again: { detail: 'From {time} on it takes requests again.' },
    held: {
      named: { detail: 'It is called “{name}”.' },
      since: { detail: 'It has been there since {date}.' },
    },
    demands: {
      'user-verification': { detail: 'Okta takes only keys that check a PIN or a fingerprint.' },
      fips: { detail: 'Okta takes only keys that are certified to FIPS 140.' },
      biometrics: { detail: 'Okta takes only keys that read fingerprints and have a PIN as well.' },
    },
  },
  rowKinds: {
    issuances: { word: 'issuance' },
    templates: { word: 'template' },
    keys: { word: 'key' },
    people: { word: 'person' },
    proposals: { word: 'change at Okta' },
    cursors: { word: 'place in Okta’s log' },
  },
  fileFaults: {
    missing: { detail: 'There is no file {file}.' },
    folder: { detail: '{file} is a folder, not a file.' },
    unreadable: { detail: 'This account may not read {file}, or the disk does not give it.' },
    'too-large': { detail: '{file} is larger than any file of this kind.' },
    'not-text': {
      detail: '{file} is not text that Keydesk can read (UTF-8, or UTF-16 with a byte order mark).',
    },
    'no-recovery-key': { detail: 'No line of {file} is a recovery key, or one has a slip in it.' },
    'not-json': { detail: '{file} is text, but no JSON: a comma or a bracket may be missing.' },
  },
  capabilities: {
    'resident-key': { word: 'room for passkeys' },
    'client-pin': { word: 'protection by a PIN' },
    'pin-permission': { word: 'sign-ins with its PIN' },
    touch: { word: 'a place to touch' },
    es256: { word: 'ES256 signatures' },
    'free-space': { word: 'a free place' },
    reset: { word: 'erasing over USB' },
    'minimum-pin-length': { word: 'a shortest PIN' },
    'force-pin-change': { word: 'a forced change of PIN' },
    'always-uv': { word: 'its PIN at every use' },
    'enterprise-attestation': { word: 'a signed serial number' },
    'credential-protection': { word: 'sign-ins behind its PIN' },
  },
  keyStates: {
    none: {
      detail: 'Nothing was done to any key.',
      person: { detail: 'No key has been issued.' },
    },
    untouched: {
      detail: 'It is as it was. Nothing was written to it.',
      person: { detail: 'This key was not issued.' },
    },
    'revoked-credential': {
      detail: 'Its sign-in was removed at Okta; the key still holds it. Issue it again.',
      person: { detail: 'This key no longer signs in at Okta until it is issued again.' },
    },
    erased: {
      detail: 'It is blank: no PIN and no accounts.',
      person: { detail: 'No key was issued.' },
    },
    'pin-set': {
      detail: 'It has a PIN but no account. It has to be erased before it is issued.',
      person: { detail: 'No key was issued yet.' },
    },
    'pin-set-not-empty': {
      detail:
        'It has a new PIN, and what was on it before is still there. A PIN that Keydesk made is kept.',
      person: { detail: 'This key was issued to nobody.' },
    },
    'pin-changed': {
      detail: 'It has its new PIN. Everything else on it is as it was.',
      person: { detail: 'The new PIN counts from now on.' },
    },
    'unregistered-credential': {
      detail:
        'It holds a sign-in that Okta does not know. It has to be erased before it is issued.',
      person: { detail: 'No key was issued, and this one cannot be used to sign in.' },
    },
    'registered-credential': {
      detail: 'It holds a sign-in that Okta accepts. Keep it safe.',
      person: { detail: 'This key is registered, but the last check is missing.' },
    },
    unknown: {
      detail: 'It is not certain what it holds. Do not hand it over before that is settled.',
      person: { detail: 'Do not rely on this key until it was issued again.' },
    },
  },
  unfinishedActs: {
    erasing: { detail: 'Stopped while the key was being erased.' },
    'setting-pin': { detail: 'Stopped while the PIN was being set.' },
    'changing-pin': { detail: 'Stopped while the PIN was being changed.' },
    'handing-over': { detail: 'Stopped while the PIN was being handed over.' },
    configuring: { detail: 'Stopped while the key was being set up.' },
    enrolling: { detail: 'Stopped while Okta was being told about the key.' },
    creating: { detail: 'Stopped while the key was making the sign-in.' },
    registering: { detail: 'Stopped while Okta was registering the key.' },
    activating: { detail: 'Stopped while the key was being activated.' },
    inactivating: { detail: 'Stopped while the key was being made inactive.' },
    reactivating: { detail: 'Stopped while the key was being made active again.' },
    deleting: { detail: 'Stopped while the old registration was being removed.' },
  },
}
