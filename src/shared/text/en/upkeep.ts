import type { UpkeepWords } from '../upkeep-words.ts'

export const upkeepWords: UpkeepWords = {
  places: {
    audit: { label: 'Audit' },
    templates: { label: 'Templates' },
    connection: { label: 'Connection' },
    'self-check': { label: 'Self-check' },
    settings: { label: 'Settings' },
  },
  checkStates: {
    ok: { word: 'Fine' },
    warning: { word: 'Look at it' },
    problem: { word: 'Stops issuing' },
    unknown: { word: 'Not looked at' },
  },
  audit: {
    title: 'Audit',
    detail: 'Everything that was done at this station, in order. Nothing in here can be changed.',
    search: { label: 'Find an entry', placeholder: { label: 'Login or serial number' } },
    procedure: { label: 'Procedure' },
    everything: { label: 'Everything' },
    otherProcedures: {
      'hand-over-pin': { label: 'Hand over a PIN' },
      'provider-event': { label: 'Changed at Okta' },
      recovery: { label: 'Finished after a stop' },
      export: { label: 'Export' },
      settings: { label: 'Settings changed' },
    },
    columns: {
      what: { label: 'What happened' },
      person: { label: 'Person' },
      key: { label: 'Key' },
      operator: { label: 'Operator' },
      outcome: { label: 'Outcome' },
    },
    done: { word: 'Done' },
    stopped: { word: 'Stopped' },
    empty: {
      title: 'No entry like that',
      detail: 'Search for less, or choose every procedure.',
    },
    verifying: { word: 'Checking every entry' },
    intact: {
      title: 'The journal is intact',
      detail: '{entries} entries follow from one another, signed by this station up to the last.',
      setBack: {
        detail: 'The clock of the station was set back {times} times, first at entry {seq}.',
      },
    },
    broken: {
      title: 'The journal is not intact',
      faults: {
        entry: { detail: 'Entry {seq} was changed, moved or removed.' },
        tail: { detail: 'The journal once went on; from entry {seq} on it is missing.' },
        head: { detail: 'The signed end at entry {seq} does not hold.' },
        unsigned: {
          detail:
            'From entry {seq} on nothing is signed: the station found the journal changed before it wrote on.',
        },
        key: { detail: 'The journal is not signed with the key this station remembers.' },
        older: {
          detail:
            'This is an older copy: the station remembers entry {seq}, and it is not the one that stands here.',
        },
      },
      advice: {
        detail:
          'Back up this register as it is, and tell whoever answers for security. Only restoring a backup ends this.',
      },
    },
    exported: { title: 'The journal is saved', detail: 'It is in {file}' },
    entry: { label: 'Entry' },
    issuance: { title: 'It belongs to this issuance' },
  },
  selfCheck: {
    title: 'Self-check',
    detail: 'What this station needs to issue keys. Looking changes nothing.',
    checking: { word: 'Looking' },
    fine: { title: 'Everything is fine', detail: 'This station can issue keys.' },
    notFine: {
      title: 'Something stands in the way',
      detail: 'Do what is said below, then check again.',
    },
    items: {
      slots: { label: 'Slots', detail: 'Keys in the slots: {found}' },
      key: { label: 'Key', detail: 'It can be used: {found}' },
      connection: { label: 'Connection', detail: 'The connection to {found} is set up.' },
      provider: { label: 'Okta', detail: 'The station finds people at {found}' },
      registry: { label: 'Register', detail: 'It can be read and written.' },
      rows: { label: 'Entries of the register', detail: 'Every one can be read.' },
      'key-store': { label: 'Key store', detail: 'PINs can be sealed on this computer.' },
      journal: { label: 'Audit', detail: 'The journal is intact. Entries: {found}' },
      'journal-key': {
        label: 'Journal’s key',
        detail: 'It lies in a key file of this account, for the computer has no key store.',
      },
      trust: { label: 'Trust', detail: 'Makers and models that are known: {found}' },
    },
    noKey: { detail: 'No key is inserted. Insert one to see whether it can be used.' },
    oneKey: { detail: 'One key is inserted.' },
    journalBroken: { detail: 'The journal does not hold at entry {found}. Verify it under Audit.' },
    trustUnreadable: { detail: 'What was trusted can no longer be read: {found}' },
    manyUnreadable: { detail: 'Altogether, so many cannot be read: {found}' },
    trustOverdue: { detail: 'The list of models is overdue. Import a newer one under Settings.' },
  },
  access: {
    linux: {
      title: 'Let this account use security keys',
      detail: 'Older Linux systems need a rule for it. It is installed once, in a terminal.',
      steps: {
        first: {
          detail:
            'Go to the folder with the rule (“resources” of the app, “build” of the source), and run:',
        },
        second: { detail: 'Remove the key, insert it again, and check once more.' },
      },
    },
    win32: {
      title: 'Start Keydesk as administrator',
      detail: 'Windows 10 since 1903, and Windows 11, open security keys only for administrators.',
      steps: {
        first: {
          detail: 'Close Keydesk, right-click it in the Start menu, choose “Run as administrator”.',
        },
        second: { detail: 'Where you may not do that, ask whoever looks after this computer.' },
      },
    },
    darwin: {
      title: 'Find out what holds the key',
      detail: 'macOS needs no permission for this key itself. Something else keeps it.',
      steps: {
        first: {
          detail: 'Close browsers and other programs that use the key, and insert it again.',
        },
        second: {
          detail:
            'If it is still held, allow Keydesk in Privacy & Security > Input Monitoring, and restart it.',
        },
      },
    },
    other: {
      title: 'Give this account access to the key',
      detail: 'The system keeps security keys from ordinary programs.',
      steps: {
        first: { detail: 'Ask whoever looks after this computer to allow FIDO security keys.' },
        second: { detail: 'Then insert the key again, and look once more.' },
      },
    },
  },
  settings: {
    title: 'Settings',
    detail: 'Of this window and of this station.',
    language: { title: 'Language', detail: 'Of this window. Letters are in it, too.' },
    languages: { en: { label: 'English' }, de: { label: 'Deutsch' } },
    look: { title: 'Look', detail: 'Light, dark, or as the computer is set.' },
    looks: {
      system: { label: 'As the computer' },
      light: { label: 'Light' },
      dark: { label: 'Dark' },
    },
    trust: {
      title: 'Trusted makers',
      detail: 'What the station goes by when a key proves which model it is.',
      roots: { title: 'Certificates' },
      noRoots: { detail: 'None was added. The list of models below brings its own.' },
      validTo: { label: 'valid until {date}' },
      metadata: { title: 'List of models, by the FIDO Alliance' },
      signers: {
        detail: 'Its signature may also lead to these certificates, which were added here:',
      },
      noMetadata: { detail: 'None was imported. Without it no model is known to be compromised.' },
      models: { label: 'Models' },
      number: { label: 'Edition' },
      age: { label: 'Age' },
      today: { word: 'from today' },
      oneDay: { word: 'one day' },
      days: { word: '{count} days' },
      nextUpdate: { label: 'Next edition' },
      overdue: {
        title: 'This list is overdue',
        detail: 'A newer edition was due on {date}. Import it, to learn of compromised models.',
      },
      unreadable: { title: 'No longer readable' },
      address: {
        label: 'Address of the list',
        hint: { detail: 'It begins with https. The signature is checked before anything counts.' },
        notHttps: { detail: 'Type an address that begins with https://, without blanks.' },
      },
      fetch: { label: 'Import from this address' },
    },
    backup: {
      title: 'Back-up',
      detail: 'A copy of the register, whole and consistent, even while keys are issued.',
      done: { title: 'The copy is saved', detail: 'It lies in {file}' },
      working: { word: 'Copying' },
    },
    terminal: {
      title: 'Terminal',
      detail:
        'Its key file opens what is sealed here to whoever can read the files of this account.',
      allowed: { detail: 'The terminal is allowed at this station.' },
      notAllowed: { detail: 'The terminal is not allowed at this station.' },
      only: {
        detail: 'The terminal began this station, and its key file is all that opens it here.',
      },
    },
    recovery: {
      title: 'Recovery key',
      detail:
        'With it and a later back-up another computer takes this one’s place. Print it, lock it away, delete the file.',
      done: { title: 'The recovery key is saved', detail: 'Its sheet lies in {file}' },
    },
  },
}
