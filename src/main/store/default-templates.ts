import type { Template } from '../../shared/template.ts'

const common = {
  version: 1,
  minimumPinLength: null,
  alwaysUv: false,
  enterpriseAttestation: false,
  requireResidentKey: true,
  userVerification: 'provider',
  erase: 'when-not-blank',
  models: [],
  attestation: 'verify',
  origins: 'usual',
  missingPerson: 'refuse',
  groups: [],
  attribute: null,
  inactive: { means: 'suspend-person' },
  proof: 'key',
  providerEvents: 'ask',
} as const

/** The templates a new registry starts with: one for a walk-in desk, one for a hand-over. */
export const defaultTemplates: readonly Template[] = Object.freeze([
  {
    ...common,
    id: 'walk-in',
    name: 'Walk-in desk',
    activation: { when: 'at-once' },
    pin: { kind: 'typed' },
    forcePinChange: 'never',
    papers: { letter: false, label: false },
  },
  {
    ...common,
    id: 'hand-over',
    name: 'Hand-over with a random PIN',
    activation: { when: 'hand-over', gate: 'pin' },
    pin: { kind: 'random-digits', length: 6 },
    forcePinChange: 'where-possible',
    papers: { letter: true, label: true },
  },
])
