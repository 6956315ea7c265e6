import type { AuthenticatorInfo } from '../ctap2/index.ts'
import type { KeyCapability } from '../shared/failure.ts'
import type { Template } from '../shared/records.ts'

/** COSE algorithm ES256, which every provider takes. */
const es256 = -7

/** The templates a new station starts with. */
export const defaultTemplates: readonly Template[] = Object.freeze([
  {
    id: 'walk-in',
    name: 'Walk-in desk',
    pin: { kind: 'typed' },
    erase: 'when-not-blank',
    requireResidentKey: true,
    proof: 'key',
    providerEvents: 'ask',
  },
  {
    id: 'hand-over',
    name: 'Hand-over with a random PIN',
    pin: { kind: 'random-digits', length: 6 },
    erase: 'when-not-blank',
    requireResidentKey: true,
    proof: 'key',
    providerEvents: 'ask',
  },
])

/** What the template needs and this key lacks; the first is told, before the key is touched. */
export function missingCapabilities(info: AuthenticatorInfo, template: Template): KeyCapability[] {
  const { options, algorithms } = info
  const needs: readonly (readonly [KeyCapability, boolean])[] = [
    ['client-pin', options['clientPin'] !== undefined],
    ['resident-key', !template.requireResidentKey || options['rk'] === true],
    ['es256', algorithms === undefined || algorithms.some(({ alg }) => alg === es256)],
    ['free-space', info.remainingDiscoverableCredentials !== 0 || !isBlank(info)],
  ]
  return needs.filter(([, has]) => !has).map(([capability]) => capability)
}

/** Nothing a person put on it that getInfo could tell: no PIN, no fingerprint. */
export function isBlank(info: AuthenticatorInfo): boolean {
  return info.options['clientPin'] !== true && info.options['bioEnroll'] !== true
}
