import type { Authenticator, Sequence } from '../authenticator.ts'
import { isPinAuthBlocked } from '../pin/pin-check.ts'
import { isFido21 } from '../profile.ts'
import { refuse, Status } from '../status.ts'
import { authenticatorConfig } from './authenticator-config.ts'
import { bioEnrollment } from './bio-enrollment.ts'
import { clientPin } from './client-pin.ts'
import type { Command } from './command.ts'
import { credentialManagement } from './credential-management.ts'
import { getAssertion, getNextAssertion } from './get-assertion.ts'
import { getInfo } from './get-info.ts'
import { largeBlobs } from './large-blobs.ts'
import { makeCredential } from './make-credential.ts'
import { reset } from './reset.ts'
import { selection } from './selection.ts'

interface Entry {
  readonly run: Command
  /** Sequences of answers this command may go on with; it ends all others. */
  readonly keeps: readonly Sequence['name'][]
}

const management = entry(credentialManagement, 'relying parties', 'credentials')

/** The commands by their byte (section 6). */
const commands: ReadonlyMap<number, Entry> = new Map([
  [0x01, entry(makeCredential)],
  [0x02, entry(getAssertion)],
  [0x04, entry(getInfo)],
  [0x06, entry(clientPin)],
  [0x07, entry(reset)],
  [0x08, entry(getNextAssertion, 'assertions')],
  [0x09, entry(bioEnrollment)],
  [0x0a, management],
  [0x0b, entry(selection)],
  [0x0c, entry(largeBlobs, 'large blobs')],
  [0x0d, entry(authenticatorConfig)],
  [0x40, entry(bioEnrollment)],
  [0x41, management],
])

function entry(run: Command, ...keeps: readonly Sequence['name'][]): Entry {
  return { run, keeps }
}

/** Commands that came with a version, refused by keys of earlier ones. */
const since21: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d])
const previews: ReadonlySet<number> = new Set([0x40, 0x41])

/** What SoloKeys' firmware (ctap_request) refuses while no PIN may be tried. */
const locked: ReadonlySet<number> = new Set([0x01, 0x02, 0x0a, 0x41])

/** Throws what a key that locks with its PIN answers a command while the PIN is blocked. */
export function requireUnlocked(key: Authenticator, number: number): void {
  const { memory, profile } = key
  if (!profile.customs.locksWithPin || !memory.pin || !locked.has(number)) return
  if (memory.pinRetries === 0) refuse(Status.pinBlocked)
  if (isPinAuthBlocked(key)) refuse(Status.pinAuthBlocked)
}

/** The command of this byte; CTAP1_ERR_INVALID_COMMAND when the key has none. */
export function findCommand({ profile }: Authenticator, number: number): Entry {
  const isTooNew = since21.has(number) && !isFido21(profile)
  const isPreviewLacking = previews.has(number) && !profile.versions.includes('FIDO_2_1_PRE')
  const command = isTooNew || isPreviewLacking ? undefined : commands.get(number)
  return command ?? refuse(Status.invalidCommand)
}
