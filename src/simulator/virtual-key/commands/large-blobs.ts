import type { Authenticator } from '../authenticator.ts'
import { concat, isSame, uint32 } from '../bytes.ts'
import { asBytes, asUnsigned, optional, required } from '../cbor/members.ts'
import { cborMap, type CborMap } from '../cbor/value.ts'
import { sha256 } from '../crypto/digest.ts'
import { Permission } from '../pin/pin-uv-auth-token.ts'
import { authorizeSubcommand } from '../pin/subcommand-authorization.ts'
import { refuse, Status } from '../status.ts'
import type { Command, Invocation } from './command.ts'

const AUTHORIZATION = { signature: 5, protocol: 6 }
/** What of a message is not the fragment itself (section 6.10.1). */
const OVERHEAD = 64
/** The checksum, and at least one byte of CBOR. */
const LEAST_LENGTH = 17

/** authenticatorLargeBlobs (section 6.10). */
export const largeBlobs: Command = (key, invocation) => {
  if (key.profile.largeBlobCapacity === 0) refuse(Status.invalidCommand)
  const { parameters } = invocation
  const count = optional(parameters, 1, asUnsigned)
  const fragment = optional(parameters, 2, asBytes)
  if ((count === undefined) === (fragment === undefined)) refuse(Status.invalidParameter)
  if (!parameters.has(3)) refuse(Status.invalidParameter)
  const offset = required(parameters, 3, asUnsigned)
  if (fragment) return write(key, invocation, fragment, offset)
  return read(key, parameters, count ?? 0, offset)
}

const longestFragment = ({ profile }: Authenticator): number => profile.maxMsgSize - OVERHEAD

function read(key: Authenticator, parameters: CborMap, count: number, offset: number): CborMap {
  const { largeBlobs: stored } = key.memory
  if ([4, 5, 6].some((member) => parameters.has(member))) refuse(Status.invalidParameter)
  if (count > longestFragment(key)) refuse(Status.invalidLength)
  if (offset > stored.length) refuse(Status.invalidParameter)
  return cborMap([[1, stored.slice(offset, offset + count)]])
}

function write(
  key: Authenticator,
  invocation: Invocation,
  fragment: Uint8Array,
  offset: number,
): CborMap {
  if (fragment.length > longestFragment(key)) refuse(Status.invalidLength)
  if (offset === 0) return writeFirst(key, invocation, fragment)
  if (invocation.parameters.has(4)) refuse(Status.invalidParameter)
  const { transaction } = invocation
  if (!key.power.sequences.has('large blobs')) refuse(Status.invalidSequence)
  return key.resume('large blobs', transaction.channel).next(invocation.parameters)
}

function writeFirst(key: Authenticator, invocation: Invocation, fragment: Uint8Array): CborMap {
  const { parameters, transaction } = invocation
  const length = optional(parameters, 4, asUnsigned) ?? refuse(Status.invalidParameter)
  if (length > key.profile.largeBlobCapacity) refuse(Status.largeBlobStorageFull)
  if (length < LEAST_LENGTH) refuse(Status.invalidParameter)
  key.power.sequences.delete('large blobs')
  let written = new Uint8Array(0)
  const append = (more: CborMap): CborMap => {
    const part = required(more, 2, asBytes)
    const offset = required(more, 3, asUnsigned)
    if (offset !== written.length) refuse(Status.invalidSequence)
    requireToken(key, more, part, offset)
    if (offset + part.length > length) refuse(Status.invalidParameter)
    written = Uint8Array.from(concat(written, part))
    if (written.length === length) adopt(key, written)
    return new Map()
  }
  const answer = append(cborMap([...parameters, [2, fragment]]))
  if (written.length < length) key.begin('large blobs', transaction.channel, append)
  return answer
}

/** Writing needs the PIN where one is set; the offset and the fragment's hash are signed. */
function requireToken(
  key: Authenticator,
  parameters: CborMap,
  fragment: Uint8Array,
  offset: number,
): void {
  if (!key.memory.pin && !key.memory.isAlwaysUv) return
  const filler = new Uint8Array(32).fill(0xff)
  const littleEndian = uint32(offset).toReversed()
  authorizeSubcommand(key, parameters, AUTHORIZATION, {
    message: concat(filler, Uint8Array.of(0x0c, 0x00), littleEndian, sha256(fragment)),
    permission: Permission.largeBlobWrite,
  })
}

function adopt(key: Authenticator, serialized: Uint8Array): void {
  const array = serialized.subarray(0, -16)
  if (!isSame(sha256(array).slice(0, 16), serialized.subarray(-16))) refuse(Status.integrityFailure)
  key.memory.largeBlobs = serialized
}
