import type { Authenticator } from '../authenticator.ts'
import { asBytes, asFlag, asInteger, asMap, optional } from '../cbor/members.ts'
import { cborMap, type CborKey, type CborMap } from '../cbor/value.ts'
import type { CredProtect } from '../credentials/credential.ts'
import { isFido21 } from '../profile.ts'
import { refuse, Status } from '../status.ts'

/** What makeCredential was asked beyond a credential (section 12). */
export interface CreationExtensions {
  readonly credProtect: CredProtect | undefined
  readonly isHmacSecretAsked: boolean
  readonly isMinPinLengthAsked: boolean
  readonly credBlob: Uint8Array | undefined
  readonly isLargeBlobKeyAsked: boolean
}

/** Reads the extensions this key has; those it lacks are passed over (WebAuthn section 9). */
export function readCreationExtensions(
  key: Authenticator,
  parameters: CborMap,
  isDiscoverable: boolean,
): CreationExtensions {
  const asked = optional(parameters, 6, asMap) ?? new Map<CborKey, never>()
  const extensions = new Map([...asked].filter(([id]) => isSupported(key, id)))
  const isLargeBlobKeyAsked = optional(extensions, 'largeBlobKey', asFlag)
  if (isLargeBlobKeyAsked === false) refuse(Status.invalidOption)
  if (isLargeBlobKeyAsked && !isDiscoverable) refuse(Status.invalidOption)
  return {
    credProtect: readCredProtect(extensions),
    isHmacSecretAsked: optional(extensions, 'hmac-secret', asFlag) === true,
    isMinPinLengthAsked: optional(extensions, 'minPinLength', asFlag) === true,
    credBlob: optional(extensions, 'credBlob', asBytes),
    isLargeBlobKeyAsked: isLargeBlobKeyAsked === true,
  }
}

export function isSupported(key: Authenticator, extension: CborKey): boolean {
  return typeof extension === 'string' && key.profile.extensions.includes(extension)
}

function readCredProtect(extensions: CborMap): CredProtect | undefined {
  const level = optional(extensions, 'credProtect', asInteger)
  if (level === undefined || level === 1 || level === 2 || level === 3) return level
  return refuse(Status.invalidOption)
}

/** What was done about them, for the authenticator data. */
export function creationExtensionOutputs(
  key: Authenticator,
  extensions: CreationExtensions,
  made: { readonly rpId: string; readonly isCredBlobStored: boolean },
): CborMap {
  const isTold = extensions.isMinPinLengthAsked && mayLearnMinPinLength(key, made.rpId)
  return cborMap([
    ['credProtect', extensions.credProtect],
    ['hmac-secret', extensions.isHmacSecretAsked ? true : undefined],
    ['minPinLength', isTold ? key.memory.minPinLength : undefined],
    ['credBlob', extensions.credBlob ? made.isCredBlobStored : undefined],
  ])
}

function mayLearnMinPinLength(key: Authenticator, rpId: string): boolean {
  return isFido21(key.profile) && key.memory.minPinLengthRpIds.includes(rpId)
}
