import type { Authenticator, Enrollment, Transaction } from '../authenticator.ts'
import { concat, isSame } from '../bytes.ts'
import { encode } from '../cbor/encode.ts'
import { asBytes, asFlag, asMap, asText, asUnsigned, optional, required } from '../cbor/members.ts'
import { cborMap, type CborKey, type CborMap } from '../cbor/value.ts'
import type { Fingerprint } from '../memory.ts'
import { Permission } from '../pin/pin-uv-auth-token.ts'
import { authorizeSubcommand } from '../pin/subcommand-authorization.ts'
import { CommandError, refuse, Status } from '../status.ts'
import type { Command } from './command.ts'

const AUTHORIZATION = { signature: 5, protocol: 4 }
const FINGERPRINT = 0x01
const TOUCH_SENSOR = 0x01
const SAMPLES = 3
const NAME_LIMIT = 64

/** How a sample came out (section 6.7.4). */
const SampleStatus = Object.freeze({ good: 0x00, poorQuality: 0x07, noUserActivity: 0x0d })

type Subcommand = (
  key: Authenticator,
  parameters: CborMap,
  transaction: Transaction,
) => CborMap | undefined | Promise<CborMap>

/** Those that take a token with the permission for them. */
const guarded: ReadonlyMap<number, Subcommand> = new Map<number, Subcommand>([
  [0x01, enrollBegin],
  [0x02, enrollCaptureNextSample],
  [0x04, enumerateEnrollments],
  [0x05, setFriendlyName],
  [0x06, removeEnrollment],
])

const open: ReadonlyMap<number, Subcommand> = new Map<number, Subcommand>([
  [0x03, cancelCurrentEnrollment],
  [0x07, getFingerprintSensorInfo],
])

/** authenticatorBioEnrollment (section 6.7), under its own byte and the preview's. */
export const bioEnrollment: Command = (key, { parameters, transaction }) => {
  if (!key.profile.hasFingerprintSensor) refuse(Status.invalidCommand)
  if (optional(parameters, 6, asFlag)) return cborMap([[1, FINGERPRINT]])
  if (required(parameters, 1, asUnsigned) !== FINGERPRINT) refuse(Status.unsupportedOption)
  const number = required(parameters, 2, asUnsigned)
  const own = optional(parameters, 3, asMap)
  const subcommand = open.get(number) ?? guarded.get(number) ?? refuse(Status.invalidSubcommand)
  if (guarded.has(number)) requireToken(key, parameters, number, own)
  return subcommand(key, own ?? new Map<CborKey, never>(), transaction)
}

function requireToken(
  key: Authenticator,
  parameters: CborMap,
  number: number,
  own: CborMap | undefined,
): void {
  const head = Uint8Array.of(FINGERPRINT, number)
  authorizeSubcommand(key, parameters, AUTHORIZATION, {
    message: own ? concat(head, encode(own)) : head,
    permission: Permission.bioEnrollment,
  })
}

function getFingerprintSensorInfo(): CborMap {
  return cborMap([
    [2, TOUCH_SENSOR],
    [3, SAMPLES],
    [8, NAME_LIMIT],
  ])
}

async function enrollBegin(
  key: Authenticator,
  _: CborMap,
  transaction: Transaction,
): Promise<CborMap> {
  if (key.memory.fingerprints.length >= key.profile.fingerprintCapacity)
    refuse(Status.fpDatabaseFull)
  const enrollment = { templateId: key.random(2), remainingSamples: SAMPLES }
  const answer = await capture(key, enrollment, transaction)
  return new Map([[4, enrollment.templateId], ...answer])
}

function enrollCaptureNextSample(
  key: Authenticator,
  parameters: CborMap,
  transaction: Transaction,
): Promise<CborMap> {
  const templateId = required(parameters, 1, asBytes)
  const { enrollment } = key.power
  if (!enrollment || !isSame(enrollment.templateId, templateId)) refuse(Status.invalidOption)
  return capture(key, enrollment, transaction)
}

/** One sample; an unknown finger smears it, which the platform is told without an error. */
async function capture(
  key: Authenticator,
  enrollment: Enrollment,
  transaction: Transaction,
): Promise<CborMap> {
  const status = await sample(key, transaction)
  const taken = status === SampleStatus.good ? 1 : 0
  const remainingSamples = enrollment.remainingSamples - taken
  key.power.enrollment =
    remainingSamples > 0 ? { templateId: enrollment.templateId, remainingSamples } : undefined
  if (remainingSamples === 0) remember(key, enrollment.templateId)
  return cborMap([
    [5, status],
    [6, remainingSamples],
  ])
}

async function sample(key: Authenticator, transaction: Transaction): Promise<number> {
  try {
    const finger = await key.touchPad.collect(transaction)
    return finger === 'known' ? SampleStatus.good : SampleStatus.poorQuality
  } catch (error) {
    const isLate = error instanceof CommandError && error.status === Status.userActionTimeout
    if (isLate) return SampleStatus.noUserActivity
    throw error
  }
}

function remember({ memory }: Authenticator, templateId: Uint8Array): void {
  memory.fingerprints = [...memory.fingerprints, { templateId, friendlyName: '' }]
}

function cancelCurrentEnrollment(key: Authenticator): undefined {
  key.power.enrollment = undefined
}

function enumerateEnrollments({ memory }: Authenticator): CborMap {
  if (memory.fingerprints.length === 0) refuse(Status.invalidOption)
  const templates = memory.fingerprints.map(({ templateId, friendlyName }) =>
    cborMap([
      [1, templateId],
      [2, friendlyName],
    ]),
  )
  return cborMap([[7, templates]])
}

function setFriendlyName(key: Authenticator, parameters: CborMap): undefined {
  const named = findFingerprint(key, parameters)
  const friendlyName = required(parameters, 2, asText)
  if (Buffer.byteLength(friendlyName) > NAME_LIMIT) refuse(Status.invalidLength)
  key.memory.fingerprints = key.memory.fingerprints.map((each) =>
    each === named ? { ...each, friendlyName } : each,
  )
}

function removeEnrollment(key: Authenticator, parameters: CborMap): undefined {
  const removed = findFingerprint(key, parameters)
  key.memory.fingerprints = key.memory.fingerprints.filter((each) => each !== removed)
}

function findFingerprint({ memory }: Authenticator, parameters: CborMap): Fingerprint {
  const templateId = required(parameters, 1, asBytes)
  const found = memory.fingerprints.find((each) => isSame(each.templateId, templateId))
  return found ?? refuse(Status.invalidOption)
}
