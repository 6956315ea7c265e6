import type { TemplateWords } from '../template-words.ts'

export const templateWords: TemplateWords = {
  names: {
    'walk-in': { label: 'Walk-in desk' },
    'hand-over': { label: 'Hand-over with a random PIN' },
  },
  pin: {
    'random-digits': {
      detail: 'The station makes a PIN of {length} digits, to be handed over once.',
    },
    'random-letters': {
      detail: 'The station makes a PIN of {length} letters, to be handed over once.',
    },
    typed: { detail: 'The person types a PIN of their own during the issuance.' },
  },
  minimum: { detail: 'The key takes no PIN shorter than {length} characters.' },
  change: {
    'where-possible': {
      detail: 'The person changes the PIN before first use, if the key can ask.',
    },
    required: { detail: 'The person has to change the PIN before first use.' },
  },
  alwaysUv: { detail: 'The key asks for its PIN at every use, wherever it is used.' },
  guarded: { detail: 'The sign-in on the key serves nobody without the PIN.' },
  enterprise: { detail: 'The key tells Okta its own serial number, signed by its maker.' },
  erase: {
    never: { detail: 'Only blank keys are taken.' },
    'when-not-blank': { detail: 'A key that is not blank is erased, after you confirm it.' },
    always: { detail: 'Every key is erased first. One that is not blank, after you confirm it.' },
  },
  atOnce: { detail: 'The key works as soon as it is issued.' },
  gates: {
    pin: { detail: 'The key works once its PIN is handed over.' },
    group: { detail: 'The key works once it is activated; the person then joins {group}.' },
    challenge: { detail: 'The key works once it is activated, which has to be within {time}.' },
  },
  duration: {
    second: { word: 'one second' },
    seconds: { word: '{count} seconds' },
    minutes: { word: '{count} minutes' },
    hours: { word: '{count} hours' },
  },
  models: {
    one: { detail: 'Only one model of key is taken.' },
    several: { detail: 'Only {count} models of key are taken.' },
  },
  attestation: {
    verify: { detail: 'The maker’s certificate on the key is checked.' },
    'require-root': { detail: 'Only keys of a maker that can be confirmed are taken.' },
  },
  everyOrigin: { detail: 'It is registered for every address that people sign in at.' },
  missing: {
    'create-staged': { detail: 'A person Okta does not know is created, not activated yet.' },
    'create-active': { detail: 'A person Okta does not know is created and activated.' },
  },
  groups: {
    one: { detail: 'With the key, the person joins the group {groups}.' },
    several: { detail: 'With the key, the person joins the groups {groups}.' },
  },
  attribute: { detail: 'In the person’s profile, {name} becomes {value}.' },
  inactive: {
    'suspend-person': {
      detail: 'Made inactive, it blocks every way in: Okta suspends the whole person.',
    },
    'leave-group': { detail: 'Made inactive, the person leaves the group {group}.' },
    'delete-factor': {
      detail: 'Made inactive, Okta forgets it; to come back, the key has to be at the desk.',
    },
  },
  proof: { detail: 'At the end the new key signs in at Okta once, on trial.' },
  events: { detail: 'What happens to the person at Okta is applied to the key without asking.' },
  papers: {
    letter: { detail: 'A letter with the PIN is offered for printing.' },
    label: { detail: 'A label for the key is offered for printing.' },
    both: { detail: 'A letter with the PIN and a label for the key are offered for printing.' },
  },
}
