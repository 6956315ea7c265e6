import type { AuthenticatorInfo } from '../../ctap2/index.ts'
import type { KeyCapability } from '../../shared/failure.ts'
import type { Template } from '../../shared/template.ts'

/** COSE algorithm ES256, which every provider takes. */
const es256 = -7

/** The fewest code points of a PIN where the key says nothing else (CTAP 2.2 section 6.5.1). */
export const usualMinimumPinLength = 4

/**
 * What the template needs and this key lacks; the first is told, before the key is touched.
 * `credentials`: how many will be made on it.
 */
export function missingCapabilities(
  info: AuthenticatorInfo,
  template: Template,
  credentials: number,
): KeyCapability[] {
  const { options, algorithms } = info
  const needs: readonly (readonly [KeyCapability, boolean])[] = [
    ['client-pin', options['clientPin'] !== undefined],
    // Its tokens of a PIN lack mc and ga (CTAP 2.2 section 6.4).
    ['pin-permission', options['noMcGaPermissionsWithClientPin'] !== true],
    ['touch', options['up'] !== false],
    ['resident-key', !template.requireResidentKey || options['rk'] === true],
    ['es256', algorithms === undefined || algorithms.some(({ alg }) => alg === es256)],
    ['free-space', hasSpaceFor(info, credentials)],
    ['minimum-pin-length', !needsLongerPins(info, template) || canSetMinPinLength(info)],
    ['force-pin-change', template.forcePinChange !== 'required' || canForcePinChange(info)],
    ['always-uv', !template.alwaysUv || canAlwaysUv(info)],
    ['enterprise-attestation', !template.enterpriseAttestation || options['ep'] !== undefined],
    [
      'credential-protection',
      template.userVerification === 'provider' || info.extensions.includes('credProtect'),
    ],
  ]
  return needs.filter(([, has]) => !has).map(([capability]) => capability)
}

/** Whether a PIN is set on the key (CTAP 2.2 section 6.4, option clientPin). */
export function hasPin({ options }: AuthenticatorInfo): boolean {
  return options['clientPin'] === true
}

/** Nothing a person put on it that getInfo could tell: no PIN, no fingerprint. */
export function seemsBlank(info: AuthenticatorInfo): boolean {
  return !hasPin(info) && info.options['bioEnroll'] !== true
}

/** Whether the key takes orders to demand another PIN (CTAP 2.2 section 6.11.4). */
export function canForcePinChange(info: AuthenticatorInfo): boolean {
  return canSetMinPinLength(info) && info.forcePINChange !== undefined
}

/** Whether the key's own minimum is below what the template asks for. */
export function needsLongerPins(info: AuthenticatorInfo, { minimumPinLength }: Template): boolean {
  return (
    minimumPinLength !== null && minimumPinLength > (info.minPINLength ?? usualMinimumPinLength)
  )
}

function canSetMinPinLength({ options }: AuthenticatorInfo): boolean {
  return options['setMinPINLength'] === true && options['authnrCfg'] === true
}

function canAlwaysUv({ options }: AuthenticatorInfo): boolean {
  const { alwaysUv, authnrCfg } = options
  return alwaysUv === true || (alwaysUv !== undefined && authnrCfg === true)
}

/** A key that is not blank is erased first, and then has all its space. */
function hasSpaceFor(info: AuthenticatorInfo, credentials: number): boolean {
  const { remainingDiscoverableCredentials: left } = info
  return left === undefined || !seemsBlank(info) || left >= credentials
}
