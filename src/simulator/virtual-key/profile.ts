import { fromHex } from './bytes.ts'
import type { CborValue } from './cbor/value.ts'
import { simulatorCustoms, standardCustoms, type Customs } from './customs.ts'
import { Algorithm } from './crypto/signing-key.ts'

/** What the key pretends to be: its name, what it can do, how much it can hold. */
export interface KeyProfile {
  /** 16 bytes. */
  readonly aaguid: Uint8Array
  readonly manufacturer: string
  readonly product: string
  /** Null for a key that tells none. */
  readonly serialNumber: number | null
  readonly vendorId: number
  readonly productId: number
  /** Major, minor and build, each one byte. */
  readonly firmware: readonly [number, number, number]
  /** Of U2F_V2, FIDO_2_0, FIDO_2_1_PRE, FIDO_2_1; what a version lacks is refused. */
  readonly versions: readonly string[]
  readonly extensions: readonly string[]
  readonly pinProtocols: readonly (1 | 2)[]
  readonly algorithms: readonly Algorithm[]
  /** The statement of a new credential: by a batch certificate, by its own key, or none. */
  readonly attestation: 'packed' | 'self' | 'none'
  readonly hasResidentKeys: boolean
  /** How many discoverable credentials fit. */
  readonly credentialCapacity: number
  readonly maxCredentialCountInList: number
  readonly maxCredentialIdLength: number
  readonly maxMsgSize: number
  readonly maxCredBlobLength: number
  /** Bytes of the serialized large-blob array; 0 for a key without large blobs. */
  readonly largeBlobCapacity: number
  readonly maxRpIdsForSetMinPinLength: number
  /** Whether it verifies fingerprints itself, once some are enrolled. */
  readonly hasFingerprintSensor: boolean
  readonly fingerprintCapacity: number
  readonly hasEnterpriseAttestation: boolean
  /** Relying parties that vendor-facilitated enterprise attestation is for. */
  readonly enterpriseRpIds: readonly string[]
  /** Since CTAP 2.1: whether one that is not discoverable can be made without the PIN that is set. */
  readonly makeCredUvNotRqd: boolean
  readonly customs: Customs
  /** Answers the device information of YubiKeys to CTAPHID vendor command 0x42. */
  readonly hasYubiKeyInfo: boolean
  /** Members put into getInfo's answer as they are, over the key's own. */
  readonly extraInfo: ReadonlyMap<number, CborValue>
}

/** A CTAP 2.1 key that can do all this simulator can. */
export const fullProfile: KeyProfile = {
  aaguid: fromHex('9c1ff2d1d0cb4e6c8a4e3b53a0d8c7e1'),
  manufacturer: 'Keydesk',
  product: 'Keydesk virtual key',
  serialNumber: 1001,
  vendorId: 0x1209,
  productId: 0x5070,
  firmware: [1, 0, 0],
  versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE', 'FIDO_2_1'],
  extensions: ['credBlob', 'credProtect', 'hmac-secret', 'largeBlobKey', 'minPinLength'],
  pinProtocols: [2, 1],
  algorithms: [Algorithm.es256, Algorithm.edDsa],
  attestation: 'packed',
  hasResidentKeys: true,
  credentialCapacity: 50,
  maxCredentialCountInList: 8,
  maxCredentialIdLength: 128,
  maxMsgSize: 1200,
  maxCredBlobLength: 32,
  largeBlobCapacity: 1024,
  maxRpIdsForSetMinPinLength: 4,
  hasFingerprintSensor: false,
  fingerprintCapacity: 5,
  hasEnterpriseAttestation: true,
  enterpriseRpIds: [],
  makeCredUvNotRqd: true,
  customs: standardCustoms,
  hasYubiKeyInfo: false,
  extraInfo: new Map(),
}

/** A key of 2019: FIDO_2_0 only, protocol one, hmac-secret, no management of credentials. */
export const fido20Profile: KeyProfile = {
  ...fullProfile,
  product: 'Keydesk virtual key (FIDO 2.0)',
  versions: ['U2F_V2', 'FIDO_2_0'],
  extensions: ['hmac-secret'],
  pinProtocols: [1],
  largeBlobCapacity: 0,
  hasEnterpriseAttestation: false,
  makeCredUvNotRqd: false,
}

/** Answers to a YubiKey 5's names and vendor command; its AAGUID is that of the YubiKey 5 series. */
export const yubiKeyProfile: KeyProfile = {
  ...fullProfile,
  aaguid: fromHex('2fc0579f811347eab116bb5a8db9202a'),
  manufacturer: 'Yubico',
  product: 'YubiKey OTP+FIDO+CCID',
  serialNumber: 12_345_678,
  vendorId: 0x1050,
  productId: 0x0407,
  firmware: [5, 7, 1],
  hasYubiKeyInfo: true,
}

/** A key with a fingerprint sensor, where none is enrolled yet. */
export const fingerprintProfile: KeyProfile = {
  ...fullProfile,
  product: 'Keydesk virtual key (fingerprint)',
  hasFingerprintSensor: true,
}

/** Stores so small that a test can fill them. */
export const tinyProfile: KeyProfile = {
  ...fullProfile,
  product: 'Keydesk virtual key (tiny)',
  credentialCapacity: 2,
  maxCredentialCountInList: 1,
  maxMsgSize: 1024,
  largeBlobCapacity: 64,
  maxRpIdsForSetMinPinLength: 1,
}

/** This profile with the manners of the simulators that test suites know. */
export const likeSimulators = (profile: KeyProfile): KeyProfile => ({
  ...profile,
  maxCredentialCountInList: Math.max(20, profile.maxCredentialCountInList),
  makeCredUvNotRqd: false,
  customs: simulatorCustoms,
})

export const isFido21 = (profile: KeyProfile): boolean => profile.versions.includes('FIDO_2_1')

export const isFido2 = (profile: KeyProfile): boolean =>
  profile.versions.some((version) => version.startsWith('FIDO_2'))

export const isU2f = (profile: KeyProfile): boolean => profile.versions.includes('U2F_V2')
