import type { Authenticator } from '../authenticator.ts'
import { asBytes, asFlag, asList, asMap, asText, optional, required } from '../cbor/members.ts'
import type { CborKey, CborMap } from '../cbor/value.ts'
import { refuse, Status } from '../status.ts'

/** Members that makeCredential and getAssertion share. */

export interface RequestOptions {
  readonly rk: boolean | undefined
  readonly up: boolean | undefined
  readonly uv: boolean | undefined
}

export function readOptions(parameters: CborMap, member: CborKey): RequestOptions {
  const options = optional(parameters, member, asMap) ?? new Map<CborKey, never>()
  return {
    rk: optional(options, 'rk', asFlag),
    up: optional(options, 'up', asFlag),
    uv: optional(options, 'uv', asFlag),
  }
}

/** The credential ids of an allowList or excludeList; undefined when the list is absent. */
export function readDescriptors(
  key: Authenticator,
  parameters: CborMap,
  member: CborKey,
): readonly Uint8Array[] | undefined {
  const list = optional(parameters, member, asList)
  if (list === undefined) return undefined
  if (list.length > key.profile.maxCredentialCountInList) refuse(Status.requestTooLarge)
  const descriptors = list.map(asMap).map((descriptor) => ({
    type: required(descriptor, 'type', asText),
    id: required(descriptor, 'id', asBytes),
  }))
  return descriptors.filter(({ type }) => type === 'public-key').map(({ id }) => id)
}
