export { Authenticator, type OpenOptions } from './authenticator.ts'
export type { AuthenticatorInfo, CredentialParameters } from './authenticator-info.ts'
export {
  cborMap,
  encodeCbor,
  CborError,
  type CborDeparture,
  type CborKey,
  type CborMap,
  type CborValue,
} from './cbor.ts'
export { decodeCbor, type DecodeOptions } from './cbor-reader.ts'
export { COMMAND } from './command-codes.ts'
export {
  enableEnterpriseAttestation,
  enableLongTouchForReset,
  setAlwaysUv,
  setMinPinLength,
  vendorPrototype,
  type MinPinLength,
} from './commands/authenticator-config.ts'
export {
  cancelCurrentEnrollment,
  ENROLL_SAMPLE_STATUS,
  getBioModality,
  getFingerprintSensorInfo,
  type Enrollment,
  type EnrollSample,
  type FingerprintSensorInfo,
  type Template,
} from './commands/bio-enrollment.ts'
export { COSE_ALGORITHM, type RelyingParty, type UserEntity } from './commands/credential.ts'
export {
  beginEnrollment,
  captureNextSample,
  enumerateEnrollments,
  removeEnrollment,
  setFriendlyName,
} from './commands/fingerprints.ts'
export { managesCredentials } from './commands/credential-management.ts'
export { getAssertion, type GetAssertionRequest } from './commands/get-assertion.ts'
export type { Assertion } from './commands/get-assertion-request.ts'
export { getInfo } from './commands/get-info.ts'
export { getPinToken } from './commands/get-pin-token.ts'
export { getUvToken } from './commands/get-uv-token.ts'
export { readLargeBlobArray, writeLargeBlobArray } from './commands/large-blobs.ts'
export {
  makeCredential,
  type MakeCredentialAnswer,
  type MakeCredentialRequest,
} from './commands/make-credential.ts'
export type {
  GetAssertionExtensions,
  MakeCredentialExtensions,
} from './commands/extension-inputs.ts'
export { getPinRetries, getUvRetries, type UvRetries } from './commands/pin-retries.ts'
export { reset } from './commands/reset.ts'
export { findCredential, type SilentSearch } from './commands/silent-search.ts'
export { selection } from './commands/selection.ts'
export {
  deleteCredential,
  enumerateCredentials,
  enumerateRPs,
  getCredsMetadata,
  updateUserInformation,
  type CredentialsMetadata,
  type StoredCredential,
  type StoredRelyingParty,
} from './commands/stored-credentials.ts'
export { changePin, setPin } from './commands/set-pin.ts'
export {
  CtapHidError,
  CtapStatusError,
  KeyProtocolError,
  KeyTransportError,
  type KeyTransportErrorKind,
  type PinRetries,
} from './errors.ts'
export type { TransactOptions } from './hid/budget.ts'
export type { Capabilities, DeviceIdentity } from './hid/identity.ts'
export type { KeyStatus } from './hid/exchange.ts'
export { nodeHidKeys } from './hid/node-hid-port.ts'
export { Patience } from './hid/patience.ts'
export { REPORT_SIZE, type HidPort, type KeyDevice, type KeySource } from './hid/port.ts'
export { udpKeys, type UdpKeysOptions } from './hid/udp-port.ts'
export { keyLists, watchKeys, type LookOptions, type WatchOptions } from './hid/watch-keys.ts'
export type { HmacSecretSalts } from './pin/hmac-secret.ts'
export type { Permission } from './pin/permissions.ts'
export { encodePin, PinTextError, type PinLimits } from './pin/pin-text.ts'
export type { PinToken } from './pin/pin-token.ts'
export type { TokenRequest } from './pin/request-token.ts'
export type { KeyRemark } from './remarks.ts'
export {
  CTAP_STATUS,
  CTAPHID_ERROR_CODE,
  type CtapHidErrorName,
  type CtapStatusName,
} from './status.ts'
export { fingerprintOf } from './vendor/fingerprint.ts'
export { readVendorInfo, type VendorInfo } from './vendor/vendor-info.ts'
export {
  verifyAssertion,
  type AssertionCheck,
  type AssertionVerdict,
} from './webauthn/assertion.ts'
export {
  verifyAttestation,
  type AttestationExpectation,
  type AttestationVerdict,
  type AttestedCredential,
  type UnverifiedAttestation,
  type ValidAttestation,
} from './webauthn/attestation.ts'
export { attestationObject } from './webauthn/attestation-object.ts'
export {
  parseAuthenticatorData,
  type AttestedCredentialData,
  type AuthenticatorData,
  type AuthenticatorFlags,
} from './webauthn/authenticator-data.ts'
export { clientDataJSON, type ClientData } from './webauthn/client-data.ts'
export { importCoseKey, type CredentialPublicKey } from './webauthn/cose-key.ts'
export {
  encodeLargeBlobArray,
  openLargeBlob,
  parseLargeBlobArray,
  sealLargeBlob,
  type LargeBlobEntry,
} from './webauthn/large-blob.ts'
