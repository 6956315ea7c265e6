import type { LifeWords } from '../life-words.ts'
import { remarkWords } from './remarks.ts'

export const lifeWords: LifeWords = {
  ...remarkWords,
  procedures: {
    'issue-key': { label: 'Issue a key', title: 'Issuing a key' },
    'set-pin': { label: 'Set the PIN', title: 'Setting the holder’s PIN' },
    activate: { label: 'Activate', title: 'Activating a key' },
    inactivate: { label: 'Make inactive', title: 'Making a key inactive' },
    reactivate: { label: 'Make active again', title: 'Making a key active again' },
    revoke: { label: 'Revoke', title: 'Revoking a key' },
    'reset-pin': { label: 'Reset the PIN', title: 'Resetting a PIN' },
    'replace-key': { label: 'Replace the key', title: 'Replacing a key' },
    'whose-key': { label: 'Whose key is this?', title: 'Whose key is this?' },
    'erase-key': { label: 'Erase the key', title: 'Erasing a key' },
    'finish-unfinished': { label: 'Finish', title: 'Finishing an issuance' },
  },
  changed: {
    'pin-changed': { title: 'The PIN is changed', detail: 'The PIN before it no longer works.' },
    activated: {
      title: 'The key is active',
      detail: 'From now on {name} can sign in with it.',
    },
    inactivated: {
      title: 'The key is inactive',
      detail: '{name} cannot sign in with it until it is made active again.',
    },
    reactivated: {
      title: 'The key is active again',
      detail: '{name} can sign in with it as before.',
    },
    revoked: {
      title: 'The key is revoked',
      detail: 'Okta has removed it for {name}, for good.',
    },
    erased: { title: 'The key is blank', detail: 'No PIN and no account is left on it.' },
    finished: {
      title: 'What was left is finished',
      detail: 'The register, Okta and the key agree again.',
    },
    expired: {
      title: 'It was too late to activate the key',
      detail: 'Okta no longer takes what was prepared. Issue the key again; it takes one touch.',
    },
  },
  confirm: {
    inactivate: {
      title: 'Make this key inactive?',
      detail: 'It can be made active again later.',
      confirm: { label: 'Make inactive' },
      keep: { label: 'Leave it active' },
      typed: null,
    },
    reactivate: {
      title: 'Make this key active again?',
      detail: 'What was done to make it inactive is undone.',
      confirm: { label: 'Make active again' },
      keep: { label: 'Leave it inactive' },
      typed: null,
    },
    revoke: {
      title: 'Revoke this key?',
      detail: 'Okta forgets it for good, and it opens nothing any more. There is no way back.',
      confirm: { label: 'Revoke the key' },
      keep: { label: 'Keep it valid' },
      typed: { field: { label: 'To revoke it, type “{word}”' }, confirmation: { word: 'revoke' } },
    },
    replace: {
      title: 'Replace this key?',
      detail: 'A new key is issued, and this one is revoked for good.',
      confirm: { label: 'Replace the key' },
      keep: { label: 'Keep this key' },
      typed: {
        field: { label: 'To replace it, type “{word}”' },
        confirmation: { word: 'replace' },
      },
    },
  },
  inactive: {
    'suspend-person': {
      inactivate: { detail: 'Okta suspends {name}: every way in is blocked, not only this key.' },
      reactivate: { detail: 'Okta ends the suspension of {name}: every way in works again.' },
    },
    'leave-group': {
      inactivate: { detail: '{name} leaves the group {group}, without which it opens nothing.' },
      reactivate: { detail: '{name} joins the group {group} again.' },
    },
    'delete-factor': {
      inactivate: { detail: 'Okta forgets the key. To come back, it has to be at the desk again.' },
      reactivate: { detail: 'Okta learns the key anew. It has to be here, and takes one touch.' },
    },
  },
  onKey: {
    nothing: { word: 'nothing', detail: 'Nothing was put on the key.' },
    credential: { word: 'its sign-in', detail: 'Its sign-in is still on the key.' },
    wiped: { word: 'wiped', detail: 'The key was wiped.' },
    unknown: { word: 'not known', detail: 'It is not known what the key still holds.' },
  },
  report: {
    holder: { title: '{name}’s key', detail: '{login} · {state}' },
    nobody: { title: 'Nobody’s key', detail: 'The register knows no holder of this key.' },
    untold: {
      title: 'It cannot be told yet whose key this is',
      detail: 'Only its PIN can tell. Issued keys it may be: {count}.',
    },
    silent: {
      title: 'It cannot be told whose key this is',
      detail: 'Its PIN cannot be used now. Issued keys that it may be: {count}.',
    },
    model: { label: 'Model' },
    firmware: { label: 'Firmware' },
    serial: { label: 'Serial number' },
    pin: { label: 'PIN' },
    pinSet: { word: 'set' },
    pinNone: { word: 'none' },
    attempts: { label: 'Attempts left' },
    mustChange: { detail: 'The key wants another PIN before it is used.' },
    minimum: { label: 'Shortest PIN' },
    room: { label: 'Room left' },
    unknown: { word: 'not told' },
    credentials: { title: 'Sign-ins on it', detail: 'The key shows them only for its PIN.' },
    ours: { word: 'issued here' },
    noCredentials: { detail: 'There are none on it.' },
    now: { title: 'Issued on it now' },
    possible: { title: 'May have been issued on it' },
    before: { title: 'Issued on it before' },
  },
  runRemarks: {
    'key-not-recognised': {
      detail:
        'Nobody knew whose key was erased. The keys that it may have been are marked as uncertain.',
    },
    'blank-not-proven': {
      detail: 'This model cannot say whether somebody’s sign-ins are on it. It was not erased.',
    },
    'former-revoked': {
      detail:
        'What was issued before is already revoked. To sign in, a key has to be issued again.',
    },
  },
}
