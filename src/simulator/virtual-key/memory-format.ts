import { decode } from './cbor/decode.ts'
import { encode } from './cbor/encode.ts'
import {
  asBytes,
  asFlag,
  asInteger,
  asList,
  asMap,
  asText,
  asUnsigned,
  optional,
  required,
} from './cbor/members.ts'
import { cborMap, type CborMap, type CborValue } from './cbor/value.ts'
import { readUser, userMembers } from './commands/entities.ts'
import type { CredProtect, StoredCredential } from './credentials/credential.ts'
import type { Algorithm } from './crypto/signing-key.ts'
import type { Fingerprint, KeyMemory, PinRecord } from './memory.ts'
import { refuse, Status } from './status.ts'

/** A key's memory as bytes, secrets and all. */
export function encodeMemory(memory: KeyMemory): Uint8Array {
  const state = cborMap([
    ['pin', memory.pin && cborMap(Object.entries(memory.pin))],
    ['pinRetries', memory.pinRetries],
    ['isPinChangeForced', memory.isPinChangeForced],
    ['minPinLength', memory.minPinLength],
    ['minPinLengthRpIds', memory.minPinLengthRpIds],
    ['fingerprints', memory.fingerprints.map((each) => cborMap(Object.entries(each)))],
    ['uvRetries', memory.uvRetries],
    ['isAlwaysUv', memory.isAlwaysUv],
    ['isEnterpriseAttestationOn', memory.isEnterpriseAttestationOn],
    ['credentials', memory.credentials.map(credentialMembers)],
    ['largeBlobs', memory.largeBlobs],
    ['signCount', memory.signCount],
    ['master', memory.master],
  ])
  return encode(state)
}

function credentialMembers(credential: StoredCredential): CborMap {
  return cborMap([
    ['id', credential.id],
    ['algorithm', credential.key.algorithm],
    ['secret', credential.key.secret],
    ['credProtect', credential.credProtect],
    ['madeAt', credential.madeAt],
    ['rpId', credential.rpId],
    ['rpName', credential.rpName],
    ['user', userMembers(credential.user)],
    ['credBlob', credential.credBlob],
    ['largeBlobKey', credential.largeBlobKey],
  ])
}

/** The memory in these bytes; throws for anything `encodeMemory` did not make. */
export function decodeMemory(bytes: Uint8Array): KeyMemory {
  const state = asMap(decode(bytes))
  return {
    pin: optional(state, 'pin', readPin),
    pinRetries: required(state, 'pinRetries', asUnsigned),
    isPinChangeForced: required(state, 'isPinChangeForced', asFlag),
    minPinLength: required(state, 'minPinLength', asUnsigned),
    minPinLengthRpIds: required(state, 'minPinLengthRpIds', asList).map(asText),
    fingerprints: required(state, 'fingerprints', asList).map(asMap).map(readFingerprint),
    uvRetries: required(state, 'uvRetries', asUnsigned),
    isAlwaysUv: required(state, 'isAlwaysUv', asFlag),
    isEnterpriseAttestationOn: required(state, 'isEnterpriseAttestationOn', asFlag),
    credentials: required(state, 'credentials', asList).map(asMap).map(readCredential),
    largeBlobs: required(state, 'largeBlobs', asBytes),
    signCount: required(state, 'signCount', asUnsigned),
    master: required(state, 'master', asBytes),
  }
}

function readPin(value: CborValue): PinRecord {
  const pin = asMap(value)
  return {
    hash: required(pin, 'hash', asBytes),
    codePoints: required(pin, 'codePoints', asUnsigned),
  }
}

function readFingerprint(members: CborMap): Fingerprint {
  return {
    templateId: required(members, 'templateId', asBytes),
    friendlyName: required(members, 'friendlyName', asText),
  }
}

function readCredential(members: CborMap): StoredCredential {
  const algorithm = required(members, 'algorithm', asAlgorithm)
  return {
    id: required(members, 'id', asBytes),
    key: { algorithm, secret: required(members, 'secret', asBytes) },
    credProtect: required(members, 'credProtect', asCredProtect),
    madeAt: required(members, 'madeAt', asUnsigned),
    rpId: required(members, 'rpId', asText),
    rpName: optional(members, 'rpName', asText),
    user: readUser(required(members, 'user', asMap)),
    credBlob: optional(members, 'credBlob', asBytes),
    largeBlobKey: optional(members, 'largeBlobKey', asBytes),
  }
}

function asAlgorithm(value: CborValue): Algorithm {
  const algorithm = asInteger(value)
  return algorithm === -7 || algorithm === -8 ? algorithm : refuse(Status.cborUnexpectedType)
}

function asCredProtect(value: CborValue): CredProtect {
  const level = asInteger(value)
  return level === 1 || level === 2 || level === 3 ? level : refuse(Status.cborUnexpectedType)
}
