import type { OktaSettings } from '../settings.ts'

/** What is known of a key model: from an admin's custom entry or from the metadata service. */
export interface KeyModel {
  readonly name: string
  readonly fipsCompliant: boolean
  readonly hardwareProtected: boolean
  /** Trusted attestation roots, DER in standard base64. */
  readonly roots: readonly string[]
}

/**
 * A few entries as FIDO's metadata service has them; AAGUIDs as Yubico, Google and Token2 publish
 * them. Without roots: the double's metadata vouches for names, an admin's custom entry for roots.
 */
const METADATA: Readonly<Record<string, { name: string; fips?: true }>> = Object.freeze({
  'cb69481e-8ff7-4039-93ec-0a2729a154a8': { name: 'YubiKey 5 Series' },
  'fa2b99dc-9e39-4257-8f92-4a30d23c4118': { name: 'YubiKey 5 Series with NFC' },
  '2fc0579f-8113-47ea-b116-bb5a8db9202a': { name: 'YubiKey 5 Series with NFC' },
  'c1f9a0bc-1dd2-404a-b27f-8e29047a43fd': { name: 'YubiKey 5 FIPS Series with NFC', fips: true },
  'f8a011f3-8c0a-4d15-8006-17111f9edc7d': { name: 'Security Key by Yubico' },
  '42b4fb4a-2866-43b2-9bf7-6c6669c2e5d3': { name: 'Google Titan Security Key v2' },
  'ab32f0c6-2239-afbb-c470-d2ef4e254db7': { name: 'TOKEN2 FIDO2 Security Key' },
})

/** The model of an AAGUID; a custom entry overrides the metadata service. Undefined: unknown. */
export function findModel(settings: OktaSettings, aaguid: string): KeyModel | undefined {
  const custom = settings.customAaguids.find((each) => each.aaguid === aaguid)
  if (custom !== undefined) {
    return {
      name: custom.name,
      fipsCompliant: custom.authenticatorCharacteristics.fipsCompliant,
      hardwareProtected: custom.authenticatorCharacteristics.hardwareProtected,
      roots: custom.attestationRootCertificates.map(({ x5c }) => x5c),
    }
  }
  const entry = METADATA[aaguid]
  if (entry === undefined) return undefined
  const { name, fips = false } = entry
  return { name, fipsCompliant: fips, hardwareProtected: true, roots: [] }
}

/** The name a factor gets: its model's, or what Okta calls any passkey. */
export function authenticatorNameOf(settings: OktaSettings, aaguid: string): string {
  return findModel(settings, aaguid)?.name ?? 'Passkey (FIDO2 WebAuthn)'
}
