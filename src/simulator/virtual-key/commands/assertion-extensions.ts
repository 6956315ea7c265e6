import type { Authenticator } from '../authenticator.ts'
import { concat, utf8 } from '../bytes.ts'
import { asBytes, asFlag, asMap, asUnsigned, optional, required } from '../cbor/members.ts'
import { cborMap, type CborKey, type CborMap } from '../cbor/value.ts'
import { isStored, type Credential } from '../credentials/credential.ts'
import { hmacSha256 } from '../crypto/hmac.ts'
import type { PinProtocol } from '../pin/pin-protocol.ts'
import { refuse, Status } from '../status.ts'
import { isSupported } from './creation-extensions.ts'

/** hmac-secret's input (section 12.5): one or two salts, sent under a shared secret of their own. */
interface Salts {
  readonly protocol: PinProtocol
  readonly secret: Uint8Array
  readonly salts: readonly Uint8Array[]
}

export interface AssertionExtensions {
  readonly salts: Salts | undefined
  readonly isCredBlobAsked: boolean
  readonly isLargeBlobKeyAsked: boolean
}

export function readAssertionExtensions(
  key: Authenticator,
  parameters: CborMap,
): AssertionExtensions {
  const asked = optional(parameters, 4, asMap) ?? new Map<CborKey, never>()
  const extensions = new Map([...asked].filter(([id]) => isSupported(key, id)))
  const hmacSecret = optional(extensions, 'hmac-secret', asMap)
  const isLargeBlobKeyAsked = optional(extensions, 'largeBlobKey', asFlag)
  if (isLargeBlobKeyAsked === false) refuse(Status.invalidOption)
  return {
    salts: hmacSecret && readSalts(key, hmacSecret),
    isCredBlobAsked: optional(extensions, 'credBlob', asFlag) === true,
    isLargeBlobKeyAsked: isLargeBlobKeyAsked === true,
  }
}

function readSalts(key: Authenticator, input: CborMap): Salts {
  const protocol = key.protocol(optional(input, 4, asUnsigned) ?? 1)
  const secret = protocol.decapsulate(required(input, 1, asMap))
  const encrypted = required(input, 2, asBytes)
  if (!protocol.verify(secret, encrypted, required(input, 3, asBytes)))
    refuse(key.profile.customs.statusOfWrongSaltAuth)
  const salts = protocol.decrypt(secret, encrypted)
  if (salts?.length !== 32 && salts?.length !== 64) refuse(Status.invalidLength)
  const both = [salts.slice(0, 32), salts.slice(32)]
  return { protocol, secret, salts: both.filter((salt) => salt.length > 0) }
}

/** The outputs for one credential, for the authenticator data. */
export function assertionExtensionOutputs(
  key: Authenticator,
  extensions: AssertionExtensions,
  credential: Credential,
  isUserVerified: boolean,
): CborMap {
  const blob = isStored(credential) ? credential.credBlob : undefined
  return cborMap([
    [
      'hmac-secret',
      extensions.salts && hmacOutput(key, extensions.salts, credential, isUserVerified),
    ],
    ['credBlob', extensions.isCredBlobAsked ? (blob ?? new Uint8Array(0)) : undefined],
  ])
}

function hmacOutput(
  key: Authenticator,
  { protocol, secret, salts }: Salts,
  credential: Credential,
  isUserVerified: boolean,
): Uint8Array {
  const purpose = utf8(isUserVerified ? 'hmac-secret with uv' : 'hmac-secret without uv')
  const credRandom = hmacSha256(key.memory.master, concat(purpose, credential.id))
  return protocol.encrypt(secret, concat(...salts.map((salt) => hmacSha256(credRandom, salt))))
}
