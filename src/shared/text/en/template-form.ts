import type { TemplateFormWords } from '../template-form-words.ts'

export const templateFormWords: TemplateFormWords = {
  title: 'Templates',
  detail: 'How keys are issued. One of them is chosen for each key.',
  list: { label: 'Templates to choose from' },
  version: { label: 'Version {version}' },
  reads: { title: 'How it reads' },
  change: { title: 'Change {name}' },
  copy: { title: 'A new template' },
  actions: { edit: { label: 'Change it' }, copy: { label: 'Copy it' } },
  begins: { detail: 'It begins as a copy of {name}.' },
  about: { detail: 'Keys that were issued by the version before stay as they are.' },
  leaving: {
    title: 'Leave without saving?',
    detail: 'What you changed here will be lost.',
    discard: { label: 'Leave without saving' },
    stay: { label: 'Go on changing it' },
  },
  retiring: {
    title: 'Retire {name}?',
    detail: 'It is offered no more. Keys issued by it keep what it says.',
    retire: { label: 'Retire it' },
    keep: { label: 'Keep it' },
  },
  notSaved: {
    title: 'Not saved yet',
    detail: 'Look at what is marked above, then save once more.',
  },
  noTemplates: {
    title: 'There is no template',
    detail: 'Save one with “station templates save” in a terminal.',
  },
  groups: {
    activation: { title: 'When it becomes active' },
    pin: { title: 'PIN' },
    onKey: { title: 'Settings of the key' },
    erase: { title: 'Erasing' },
    keys: { title: 'Which keys' },
    people: { title: 'People and groups' },
    inactive: { title: 'When it is inactive' },
    proof: { title: 'Proof and papers' },
  },
  fields: {
    name: { label: 'Name of the template' },
    activation: {
      label: 'The key can be used',
      choices: {
        'at-once': { label: 'As soon as it is issued' },
        pin: { label: 'Once its PIN is handed over' },
        group: { label: 'Once the person joins a group' },
        challenge: { label: 'Once it is activated, in time' },
      },
    },
    activationGroup: { label: 'Group that lets the key be used' },
    lifetime: {
      label: 'Seconds left to activate it',
      hint: { detail: 'From 1 to 86400, which is a day. Okta may refuse a late one.' },
    },
    pin: {
      label: 'Where the PIN comes from',
      choices: {
        typed: { label: 'The person types their own' },
        'random-digits': { label: 'Random digits' },
        'random-letters': { label: 'Random letters' },
      },
    },
    pinLength: { label: 'Characters of the PIN' },
    minimum: {
      label: 'Shortest PIN the key takes',
      hint: { detail: 'From 4 to 63 characters. Empty leaves it as its maker set it.' },
    },
    forcePinChange: {
      label: 'Own PIN before first use',
      choices: {
        never: { label: 'Not asked for' },
        'where-possible': { label: 'Where the key can ask for it' },
        required: { label: 'Always; other keys are refused' },
      },
    },
    alwaysUv: { label: 'Ask for the PIN at every use' },
    enterprise: { label: 'Tell Okta the serial number' },
    residentKey: { label: 'Sign-in without typing a user name' },
    userVerification: {
      label: 'The sign-in on the key',
      choices: {
        provider: { label: 'As Okta asks' },
        required: { label: 'Never without the PIN' },
      },
    },
    erase: {
      label: 'Before it is issued',
      choices: {
        never: { label: 'Take blank keys only' },
        'when-not-blank': { label: 'Erase what is not blank' },
        always: { label: 'Erase every key' },
      },
    },
    models: {
      label: 'Models that are taken',
      hint: { detail: 'The model number (AAGUID), 32 letters and digits in five groups.' },
      none: { detail: 'Every model is taken.' },
    },
    addModel: { label: 'Add this model' },
    addInserted: { label: 'Add the key in the slot' },
    attestation: {
      label: 'What proves the maker',
      choices: {
        record: { label: 'Keep its certificate' },
        verify: { label: 'Check its certificate' },
        'require-root': { label: 'Take confirmed makers only' },
      },
    },
    origins: {
      label: 'Addresses to sign in at',
      choices: {
        usual: { label: 'The usual one' },
        every: { label: 'Every one of the organization' },
      },
    },
    missingPerson: {
      label: 'Somebody Okta does not know',
      choices: {
        refuse: { label: 'Gets no key' },
        'create-staged': { label: 'Is created, not active yet' },
        'create-active': { label: 'Is created and activated' },
      },
    },
    groups: { label: 'Groups to join with the key' },
    findGroup: { label: 'Find a group' },
    noGroup: { detail: 'No group has a name like that.' },
    remove: { label: 'Remove {name}' },
    attribute: {
      label: 'Write into the profile',
      choices: {
        none: { label: 'Nothing' },
        text: { label: 'Text' },
        number: { label: 'A number' },
        yes: { label: 'Yes' },
        no: { label: 'No' },
      },
    },
    attributeName: { label: 'Name of the attribute' },
    attributeValue: { label: 'Its value' },
    inactive: {
      label: 'Making it inactive',
      choices: {
        'suspend-person': { label: 'Suspends the person at Okta' },
        'leave-group': { label: 'Takes the person out of a group' },
        'delete-factor': { label: 'Makes Okta forget the key' },
      },
    },
    inactiveGroup: { label: 'Group the person leaves' },
    proof: {
      label: 'At the end, the key is tried',
      choices: {
        key: { label: 'At this station' },
        provider: { label: 'By signing in at Okta, too' },
      },
    },
    events: {
      label: 'Changes at Okta',
      choices: {
        ask: { label: 'Are asked about' },
        apply: { label: 'Apply to the key at once' },
      },
    },
    letter: { label: 'Letter with the PIN' },
    label: { label: 'Label on the key' },
  },
  wrong: {
    name: { detail: 'Give it a name of 1 to 100 characters.' },
    'activation.gate': { detail: 'A PIN the person typed cannot wait for the hand-over.' },
    'activation.group': { detail: 'Choose the group that lets the key be used.' },
    'activation.lifetimeS': { detail: 'Type a whole number from 1 to 86400.' },
    'pin.length': { detail: 'Type 4 to 63, and no fewer than the key takes.' },
    minimumPinLength: { detail: 'Type a whole number from 4 to 63, or nothing.' },
    forcePinChange: { detail: 'A PIN the person chose need not be changed.' },
    models: { detail: 'One of these is no model number.' },
    groups: { detail: 'Choose 20 groups at most.' },
    'attribute.name': { detail: 'Type the name the attribute has in Okta’s profile.' },
    'attribute.value': { detail: 'Type what the attribute shall be, in 200 characters.' },
    'inactive.group': { detail: 'Choose the group that the person leaves.' },
  },
  notAModel: {
    detail: 'That is no model number. It looks like 2fc0579f-8113-47ea-b116-bb5a8db9202a.',
  },
}
