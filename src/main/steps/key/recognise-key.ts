import { getPinRetries } from '../../../ctap2/index.ts'
import { bundlesOf } from '../../../shared/bundles.ts'
import type { Issuance } from '../../../shared/records.ts'
import type { Question, StepName } from '../../../shared/run.ts'
import type { AtKey } from '../../desk/at-key.ts'
import type { AnswerTo } from '../../desk/conversation.ts'
import { aboutKey, aboutRow, writeFact } from '../../desk/facts.ts'
import { hasPin } from '../../desk/key-policy.ts'
import type { KeySession } from '../../desk/key-session.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { withTypedPin } from '../pin/enter-pin.ts'
import { askAboutKey } from './ask-about-key.ts'
import { findOnKey } from './find-on-key.ts'
import { lookUp } from './look-up.ts'

type WhichKey = AnswerTo<Extract<Question, { readonly kind: 'identify-key' }>>

/** What is on a key, as far as the key, its PIN or a person could tell. */
export interface Recognised {
  /** The newest first. */
  readonly rows: readonly Issuance[]
  /** May be on it, and nothing on the key says no. */
  readonly unrecognised: readonly Issuance[]
  /** What the key could not tell apart by itself when it was looked at. */
  readonly possible: readonly Issuance[]
  /** A person said that it is none of the unrecognised. */
  readonly isDisowned?: boolean
}

/**
 * What is on the key. Where the key cannot tell by itself, its PIN does, or a person decides: which one
 * it is, none of them, or that nobody knows. Callers hand on what they learned, so that nobody is asked
 * twice about one key in one run.
 */
export async function recogniseKey(at: AtKey, step: StepName): Promise<Recognised> {
  const { desk, talk, session } = at
  await desk.registry.claims.demandKeyFree(session.identity)
  const { rows, possible } = await findOnKey(desk, session, talk.signal)
  if (possible.length === 0) return { rows, unrecognised: [], possible }
  return await recogniseAmong(at, step, possible)
}

/** Which of these is on a key that cannot tell by itself, by its PIN or by a person's word. */
export async function recogniseAmong(
  at: AtKey,
  step: StepName,
  possible: readonly Issuance[],
): Promise<Recognised> {
  const { talk, session } = at
  const answer = await askWhich(at, step, possible)
  if (answer.by !== 'pin') return await decide(at, possible, answer)
  const { here, possible: untold } = await withTypedPin(at, step, (pin) =>
    lookUp(session, possible, talk.signal, pin),
  )
  if (here.length > 0 || untold.length === 0) return { rows: here, unrecognised: [], possible }
  const word = await askWhich(at, step, untold, false)
  return { ...(await decide(at, untold, word)), possible }
}

/** The refusal of a key that is nobody's, or somebody's of these and nobody can say whose. */
export function unknownKey({ unrecognised, isDisowned = false }: Recognised): ProcedureError {
  const count = isDisowned ? 0 : bundlesOf(unrecognised).length
  return new ProcedureError(
    count === 0 ? { code: 'key-unknown' } : { code: 'key-unrecognised', count },
  )
}

/** Asks which of these issuances is on the key; `canTell`: whether its PIN may be given instead. */
export async function askWhich(
  at: AtKey,
  step: StepName,
  possible: readonly Issuance[],
  canTell?: boolean,
): Promise<WhichKey> {
  return await askAboutKey(at, step, {
    kind: 'identify-key',
    key: at.session.key,
    candidates: bundlesOf(possible),
    canTell: canTell ?? (await doesPinTell(at.session, at.talk.signal)),
  })
}

/**
 * A person said so, and the journal has it. That it is none of them is a word too, and nothing on the
 * key confirmed it: they stay in doubt.
 */
export async function decide(
  { desk, talk, session }: AtKey,
  possible: readonly Issuance[],
  { by, issuanceId }: WhichKey,
): Promise<Recognised> {
  const named = possible.find(({ id }) => id === issuanceId)
  if (by === 'issuance' && named) {
    await writeFact(desk, 'key-identified', aboutRow(talk.procedure, named))
    const rows = possible.filter(({ bundleId }) => bundleId === named.bundleId)
    return { rows, unrecognised: [], possible }
  }
  const isDisowned = by === 'none'
  if (isDisowned) await writeFact(desk, 'key-disowned', aboutKey(talk.procedure, session.key))
  return { rows: [], unrecognised: possible, possible, isDisowned }
}

/** A PIN that is blocked, or that has to be changed first, opens nothing that could tell. */
async function doesPinTell({ authenticator }: KeySession, signal: AbortSignal): Promise<boolean> {
  const info = await authenticator.currentInfo({ signal })
  if (!hasPin(info) || info.forcePINChange === true) return false
  const { pinRetries } = await getPinRetries(authenticator, { signal })
  return pinRetries !== 0
}
