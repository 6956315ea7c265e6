import type { Authenticator, Sequence } from '../authenticator.ts'
import { concat, isSame } from '../bytes.ts'
import { encode } from '../cbor/encode.ts'
import { asBytes, asMap, asUnsigned, optional, required } from '../cbor/members.ts'
import { cborMap, type CborKey, type CborMap } from '../cbor/value.ts'
import type { StoredCredential } from '../credentials/credential.ts'
import { sha256 } from '../crypto/digest.ts'
import { coseKeyOf } from '../crypto/signing-key.ts'
import { Permission, type PinUvAuthToken } from '../pin/pin-uv-auth-token.ts'
import { authorizeSubcommand } from '../pin/subcommand-authorization.ts'
import { refuse, Status } from '../status.ts'
import type { Command, Invocation } from './command.ts'
import { descriptorOf, readUser, userMembers } from './entities.ts'

const AUTHORIZATION = { signature: 4, protocol: 3 }

interface Order {
  readonly parameters: CborMap
  readonly token: PinUvAuthToken
  readonly channel: number
}

type Subcommand = (key: Authenticator, order: Order) => CborMap | undefined

const subcommands: ReadonlyMap<number, Subcommand> = new Map<number, Subcommand>([
  [0x01, getCredsMetadata],
  [0x02, enumerateRps],
  [0x04, enumerateCredentials],
  [0x06, deleteCredential],
  [0x07, updateUserInformation],
])

/** Those that go on with an enumeration, for which its first command was authorized. */
const continuations: ReadonlyMap<number, Sequence['name']> = new Map([
  [0x03, 'relying parties'],
  [0x05, 'credentials'],
])

/** authenticatorCredentialManagement (section 6.8), under its own byte and the preview's. */
export const credentialManagement: Command = (key, invocation) => {
  if (!key.profile.hasResidentKeys) refuse(Status.invalidCommand)
  const { transaction } = invocation
  const number = required(invocation.parameters, 1, asUnsigned)
  const continued = continuations.get(number)
  if (continued) return key.resume(continued, transaction.channel).next(new Map())
  const subcommand = subcommands.get(number) ?? refuse(Status.invalidSubcommand)
  return subcommand(key, authorizeOrder(key, invocation, number))
}

function authorizeOrder(key: Authenticator, invocation: Invocation, number: number): Order {
  const { transaction } = invocation
  const parameters = optional(invocation.parameters, 2, asMap)
  const signed = parameters ? encode(parameters) : new Uint8Array(0)
  const token = authorizeSubcommand(key, invocation.parameters, AUTHORIZATION, {
    message: concat(Uint8Array.of(number), signed),
    permission: Permission.credentialManagement,
  })
  const channel = transaction.channel
  return { parameters: parameters ?? new Map<CborKey, never>(), token, channel }
}

/** Holds a token bound to a relying party to it; without one, such a token may not look at all. */
function requireRp({ token }: Order, rpId: string | undefined): void {
  if (token.rpId !== undefined && token.rpId !== rpId) refuse(Status.pinAuthInvalid)
}

function getCredsMetadata(key: Authenticator, order: Order): CborMap {
  requireRp(order, undefined)
  return cborMap([
    [1, key.memory.credentials.length],
    [2, key.remainingCredentials],
  ])
}

function enumerateRps(key: Authenticator, order: Order): CborMap {
  requireRp(order, undefined)
  const names = new Map(key.memory.credentials.map(({ rpId, rpName }) => [rpId, rpName]))
  const answers = [...names].map(([rpId, rpName]) => rpMembers(rpId, rpName))
  return offer(key, order, 'relying parties', { answers, total: 5 })
}

function rpMembers(rpId: string, rpName: string | undefined): CborMap {
  const rp = cborMap([
    ['id', rpId],
    ['name', rpName],
  ])
  return cborMap([
    [3, rp],
    [4, sha256(rpId)],
  ])
}

function enumerateCredentials(key: Authenticator, order: Order): CborMap {
  const rpIdHash = required(order.parameters, 1, asBytes)
  const credentials = key.memory.credentials.filter(({ rpId }) => isSame(sha256(rpId), rpIdHash))
  requireRp(order, credentials[0]?.rpId)
  return offer(key, order, 'credentials', { answers: credentials.map(credentialMembers), total: 9 })
}

function credentialMembers(credential: StoredCredential): CborMap {
  return cborMap([
    [6, userMembers(credential.user)],
    [7, descriptorOf(credential.id)],
    [8, coseKeyOf(credential.key)],
    [10, credential.credProtect],
    [11, credential.largeBlobKey],
  ])
}

/** The first answer with the total, the others for the commands that ask for them. */
function offer(
  key: Authenticator,
  { channel }: Order,
  name: Sequence['name'],
  found: { readonly answers: readonly CborMap[]; readonly total: number },
): CborMap {
  key.power.sequences.delete(name)
  const [first, ...rest] = found.answers
  if (!first) refuse(Status.noCredentials)
  key.begin(name, channel, () => rest.shift() ?? refuse(Status.notAllowed))
  return new Map([...first, [found.total, found.answers.length]])
}

function deleteCredential(key: Authenticator, order: Order): undefined {
  const doomed = namedCredential(key, order)
  key.memory.credentials = key.memory.credentials.filter((credential) => credential !== doomed)
}

function updateUserInformation(key: Authenticator, order: Order): undefined {
  const credential = namedCredential(key, order)
  const user = readUser(required(order.parameters, 3, asMap))
  if (!isSame(user.id, credential.user.id)) refuse(Status.invalidParameter)
  key.memory.credentials = key.memory.credentials.map((other) =>
    other === credential ? { ...credential, user } : other,
  )
}

function namedCredential(key: Authenticator, order: Order): StoredCredential {
  const id = required(required(order.parameters, 2, asMap), 'id', asBytes)
  const credential = key.memory.credentials.find((each) => isSame(each.id, id))
  if (!credential) refuse(Status.noCredentials)
  requireRp(order, credential.rpId)
  return credential
}
