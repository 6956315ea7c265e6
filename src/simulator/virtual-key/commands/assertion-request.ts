import type { Authenticator } from '../authenticator.ts'
import { asBytes, asText, required } from '../cbor/members.ts'
import type { CborMap } from '../cbor/value.ts'
import { refuse, Status } from '../status.ts'
import { readAssertionExtensions, type AssertionExtensions } from './assertion-extensions.ts'
import { readDescriptors, readOptions } from './request-members.ts'
import { readUvRequest, type UvRequest } from './user-verification.ts'

/** Where getAssertion has pinUvAuthParam and pinUvAuthProtocol. */
export const ASSERTION_AUTHORIZATION = { signature: 6, protocol: 7 }

/** A getAssertion request whose members are known to be sound. */
export interface AssertionRequest {
  readonly rpId: string
  readonly clientDataHash: Uint8Array
  readonly allowed: readonly Uint8Array[] | undefined
  readonly extensions: AssertionExtensions
  readonly isTouchAsked: boolean
  readonly uv: UvRequest
}

/** Reads a request, refusing what does not fit (section 6.2.2). */
export function readAssertionRequest(key: Authenticator, parameters: CborMap): AssertionRequest {
  const rpId = required(parameters, 1, asText)
  const clientDataHash = required(parameters, 2, asBytes)
  const allowed = readDescriptors(key, parameters, 3)
  const options = readOptions(parameters, 5)
  if (options.rk !== undefined) refuse(Status.unsupportedOption)
  const uv = readUvRequest(key, parameters, ASSERTION_AUTHORIZATION, options)
  const isTouchAsked = options.up !== false
  const extensions = readAssertionExtensions(key, parameters)
  if (extensions.salts && !isTouchAsked) refuse(Status.unsupportedOption)
  return { rpId, clientDataHash, allowed, extensions, isTouchAsked, uv }
}
