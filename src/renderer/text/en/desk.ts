import type { Words } from '../words.ts'

type DeskPart = Pick<
  Words,
  | 'shell'
  | 'desk'
  | 'first'
  | 'issue'
  | 'notices'
  | 'simulator'
  | 'commands'
  | 'personStatus'
  | 'issuanceStates'
>

export const deskWords: DeskPart = {
  shell: {
    navigation: { label: 'Main' },
    desk: { label: 'Desk' },
    connectedTo: { label: 'Connected to {host}' },
    help: {
      title: 'Keyboard',
      detail: 'Everything in this window works without a mouse.',
      close: { label: 'Close' },
    },
    keys: {
      control: { label: 'Ctrl' },
      alt: { label: 'Alt' },
      escape: { label: 'Esc' },
      enter: { label: 'Enter' },
    },
  },
  desk: {
    title: 'Who gets a key?',
    search: { label: 'Find a person', placeholder: { label: 'Name, e-mail or login' } },
    results: { label: 'People found' },
    searching: { word: 'Looking at Okta' },
    nobody: {
      title: 'Nobody called “{text}”',
      detail: 'Try the last name or the e-mail address.',
    },
    slot: { label: 'In the slot' },
    noKey: { title: 'No key', detail: 'Insert one now, or when you are asked to.' },
    oneKey: { detail: 'One key, ready to be issued.' },
    severalKeys: { title: '{count} keys', detail: 'Leave only the one you want to issue.' },
    unfinished: { title: 'Unfinished' },
    recent: { title: 'Issued last', detail: 'Keys you issue will be listed here.' },
    columns: {
      person: { label: 'Person' },
      key: { label: 'Security key' },
      state: { label: 'State' },
      time: { label: 'When' },
      pin: { label: 'PIN' },
    },
    pinWaiting: { label: 'Hand over the PIN' },
    unknownKey: { word: 'unknown' },
  },
  first: {
    title: 'Keydesk is not connected yet',
    detail: 'To issue keys, the station needs your organization at Okta and a security key.',
    missing: { label: 'What is missing' },
    connection: { title: 'A connection to Okta', detail: 'None is set up on this computer.' },
    key: { title: 'A security key', detail: 'None is inserted. This can wait.' },
    keyPresent: { title: 'The security key is here', detail: '{product}' },
    demo: {
      title: 'Look around first',
      detail: 'A simulated key and a simulated organization. Nothing real is touched.',
    },
    connect: {
      title: 'Connect your organization',
      detail: 'Close Keydesk, and start it with your connection file from a terminal:',
    },
  },
  issue: {
    title: 'Issue a key to {name}',
    person: { label: 'The person' },
    template: { label: 'How to issue it' },
    randomDigits: { detail: 'The station makes a PIN of {length} digits, to be handed over once.' },
    typed: { detail: 'The person types a PIN of their own during the issuance.' },
    eraseWhenNotBlank: { detail: 'A key that is not blank is erased, after you confirm it.' },
    eraseNever: { detail: 'Only blank keys are taken.' },
    noKeyYet: { detail: 'No key is inserted yet. You will be asked for it.' },
  },
  notices: {
    'typed-by-key': { detail: 'A security key typed that, not a person. It was thrown away.' },
    'typing-ignored': { detail: 'Typing is ignored while the key is being used.' },
    copied: { detail: 'Copied.' },
  },
  simulator: {
    badge: { word: 'Simulated' },
    detail: 'No real key and no real organization is touched.',
    touchByHand: { label: 'Touch by hand' },
    controls: { label: 'Simulated key' },
  },
  commands: {
    'find-person': { label: 'Find a person' },
    start: { label: 'Issue the key' },
    back: { label: 'Choose somebody else' },
    cancel: { label: 'Stop' },
    'keep-key': { label: 'Keep the key as it is' },
    'erase-key': { label: 'Erase the key' },
    'send-pin': { label: 'Use this PIN' },
    'show-pin': { label: 'Show the PIN' },
    'hide-pin': { label: 'Hide the PIN' },
    'hand-over': { label: 'PIN handed over' },
    'next-person': { label: 'Next person' },
    'start-again': { label: 'Start again' },
    'to-desk': { label: 'Back to the desk' },
    details: { label: 'Details' },
    'copy-code': { label: 'Copy' },
    'try-demo': { label: 'Try it with a simulated key' },
    'simulate-touch': { label: 'Touch' },
    'simulate-slot': { label: 'Insert or remove' },
    'touch-by-hand': { label: 'Touch by hand, on or off' },
    language: { label: 'Deutsch' },
    help: { label: 'Keyboard help' },
  },
  personStatus: {
    STAGED: { word: 'Staged', detail: 'The account is not activated yet.' },
    PROVISIONED: { word: 'Invited', detail: 'The person has not signed in yet.' },
    ACTIVE: { word: 'Active', detail: 'The account is in use.' },
    RECOVERY: { word: 'In recovery', detail: 'The person is setting a new password.' },
    PASSWORD_EXPIRED: { word: 'Password expired', detail: 'A new password is due.' },
    LOCKED_OUT: { word: 'Locked out', detail: 'Unlock the account at Okta first.' },
    SUSPENDED: { word: 'Suspended', detail: 'End the suspension at Okta first.' },
    DEPROVISIONED: { word: 'Deactivated', detail: 'A deactivated account cannot get a key.' },
    UNKNOWN: { word: 'Unknown', detail: 'Okta reports a standing that Keydesk does not know.' },
  },
  issuanceStates: {
    planned: { word: 'Planned' },
    issued: { word: 'Issued' },
    active: { word: 'Active' },
    inactive: { word: 'Inactive' },
    revoked: { word: 'Revoked' },
    expired: { word: 'Expired' },
    unfinished: { word: 'Unfinished' },
  },
}
