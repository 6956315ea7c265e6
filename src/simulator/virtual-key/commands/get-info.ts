import type { Authenticator } from '../authenticator.ts'
import { cborMap, type CborMap, type CborValue } from '../cbor/value.ts'
import { isFido21 } from '../profile.ts'

/** How often a platform should ask for a finger before it asks for the PIN. */
const UV_ATTEMPTS = 3
/** USER_VERIFY_FINGERPRINT_INTERNAL of the FIDO Registry. */
const FINGERPRINT_INTERNAL = 0x02

/** authenticatorGetInfo (section 6.4). */
export function getInfo(key: Authenticator): CborMap {
  const { profile } = key
  const members = cborMap([
    [0x01, versions(key)],
    [0x02, profile.extensions.length > 0 ? profile.extensions : undefined],
    [0x03, profile.aaguid],
    [0x04, options(key)],
    [0x05, profile.maxMsgSize],
    [0x06, profile.pinProtocols.length > 0 ? profile.pinProtocols : undefined],
  ])
  if (isFido21(profile)) for (const [id, value] of membersOf21(key)) members.set(id, value)
  for (const [id, value] of profile.extraInfo) members.set(id, value)
  return members
}

function membersOf21({ profile, memory, remainingCredentials }: Authenticator): CborMap {
  const [major, minor, build] = profile.firmware
  const has = (extension: string): boolean => profile.extensions.includes(extension)
  return cborMap([
    [0x07, profile.maxCredentialCountInList],
    [0x08, profile.maxCredentialIdLength],
    [0x09, ['usb']],
    [0x0a, profile.algorithms.map(algorithm)],
    [0x0b, profile.largeBlobCapacity > 0 ? profile.largeBlobCapacity : undefined],
    [0x0c, memory.isPinChangeForced],
    [0x0d, memory.minPinLength],
    [0x0e, major * 0x1_0000 + minor * 0x100 + build],
    [0x0f, has('credBlob') ? profile.maxCredBlobLength : undefined],
    [0x10, has('minPinLength') ? profile.maxRpIdsForSetMinPinLength : undefined],
    [0x11, profile.hasFingerprintSensor ? UV_ATTEMPTS : undefined],
    [0x12, profile.hasFingerprintSensor ? FINGERPRINT_INTERNAL : undefined],
    [0x14, profile.hasResidentKeys ? remainingCredentials : undefined],
  ])
}

function algorithm(alg: number): CborMap {
  return cborMap([
    ['alg', alg],
    ['type', 'public-key'],
  ])
}

/** U2F knows no verification, so a key that always verifies does not offer it (section 7.2.4). */
function versions({ profile, memory }: Authenticator): CborValue {
  return profile.versions.filter((version) => version !== 'U2F_V2' || !memory.isAlwaysUv)
}

function options(key: Authenticator): CborMap {
  const { profile, memory } = key
  const is21 = isFido21(profile)
  const hasPin = profile.pinProtocols.length > 0
  const only21 = (value: boolean): boolean | undefined => (is21 ? value : undefined)
  const enrolled = profile.hasFingerprintSensor ? key.hasEnrolledFingers : undefined
  const isPreview = profile.versions.includes('FIDO_2_1_PRE') && profile.hasResidentKeys
  return cborMap([
    ['rk', profile.hasResidentKeys],
    ['up', true],
    ['uv', enrolled],
    ['plat', false],
    ['clientPin', hasPin ? memory.pin !== undefined : undefined],
    ['credMgmt', is21 && profile.hasResidentKeys ? true : undefined],
    ['credentialMgmtPreview', isPreview ? true : undefined],
    ['bioEnroll', is21 ? enrolled : undefined],
    ['userVerificationMgmtPreview', isPreview ? enrolled : undefined],
    ['authnrCfg', only21(true)],
    ['alwaysUv', only21(memory.isAlwaysUv)],
    ['setMinPINLength', only21(true)],
    ['ep', profile.hasEnterpriseAttestation ? memory.isEnterpriseAttestationOn : undefined],
    ['largeBlobs', profile.largeBlobCapacity > 0 ? true : undefined],
    ['pinUvAuthToken', is21 && hasPin ? true : undefined],
    ['makeCredUvNotRqd', only21(profile.makeCredUvNotRqd && !memory.isAlwaysUv)],
  ])
}
