import type { ConnectWords } from '../connect-words.ts'

export const connectWords: ConnectWords = {
  connection: {
    title: 'Connection',
    detail: 'Through which the station finds people and registers keys.',
    connected: {
      title: 'Connected to {host}',
      detail: 'It is kept on this computer, sealed by the system’s key store.',
    },
    once: {
      title: 'Connected to {host} for now',
      detail: 'It could not be sealed on this computer. Give it again at the next start.',
    },
    simulated: {
      title: 'Connected to a simulated organization',
      detail: 'This is {host}, which exists on this computer only.',
    },
    none: {
      title: 'No connection is set up',
      detail: 'The steps below lead to one, first in Okta’s console, then on this computer.',
    },
    person: {
      label: 'For somebody in particular',
      hint: { detail: 'A login, to check that this person can get a key. It may stay empty.' },
    },
    checks: {
      'sign-in': {
        title: 'Check sign-in',
        detail: 'Does Okta let the station in, with no more rights than it needs?',
      },
      api: {
        title: 'Check API',
        detail: 'Is it the right organization, at the right address and time?',
      },
      readiness: {
        title: 'Check readiness',
        detail: 'Do Okta’s settings and policies let keys be issued and used?',
      },
    },
    checking: { word: 'Asking Okta' },
    notYet: { detail: 'Nothing was checked yet. Checking changes nothing at Okta.' },
    allFine: { word: 'all fine' },
    oneOpen: { word: 'one to look at' },
    someOpen: { word: '{count} to look at' },
    inOkta: { label: 'Where: {where}' },
  },
  setUp: {
    title: 'Set up a connection',
    detail: 'In Okta’s console, as an administrator. The last two steps are on this computer.',
    steps: {
      app: {
        title: 'Make a service app',
        detail: 'Give it a name people will recognise in the log.',
      },
      key: {
        title: 'Give it a key',
        detail: 'RSA of at least 2048 bits, or EC. Keep the private key as a PEM or JWK file.',
      },
      proof: {
        title: 'Leave proof of possession on',
        detail: 'Okta switches it on for new apps. It ties each token to this station.',
      },
      scopes: {
        title: 'Grant the scopes',
        detail: 'This takes a super administrator.',
      },
      role: {
        title: 'Assign a custom role',
        detail: 'With a resource set of the groups keys are issued to, and no more than this:',
      },
      file: {
        title: 'Write the connection file',
        detail: 'Save it as okta.json, next to the private key. Put in your own values:',
      },
      import: {
        title: 'Give it to Keydesk, once',
        detail: 'The connection is sealed and kept, and the file is not needed any more.',
      },
    },
    scopes: {
      users: { label: 'find people and issue keys' },
      groups: { label: 'put people into groups' },
      logs: { label: 'learn what happens at Okta' },
      report: { label: 'see settings and policies' },
    },
    roles: {
      find: { label: 'find people' },
      keys: { label: 'enroll, activate and delete keys' },
      people: { label: 'only to create or change people' },
      suspend: { label: 'only if inactive means suspended' },
      groups: { label: 'only to put people into groups' },
    },
    more: {
      detail:
        'The read-only administrator role in addition lets the checks see settings and policies.',
    },
    scope: { label: 'Scope' },
    permission: { label: 'Permission' },
    purpose: { label: 'What for' },
  },
}
