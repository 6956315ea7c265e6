import { setPin } from '../../../ctap2/index.ts'
import type { FailureCause } from '../../../shared/failure.ts'
import { announce, record, type Work } from '../../desk/work.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { changeKey, isRefusedFor } from '../key/key-status.ts'
import { askForPin, choosePin, pinRulesOf } from './choose-pin.ts'

/** A key with rules of its own refuses few random PINs; one that refuses this many takes none. */
const mostRandomPins = 8

/**
 * The PIN the holder types, where the template has them choose it: before the key is touched, and by
 * the rules it has now, which an erasure can only lower. The caller zeroes it.
 */
export async function typeFirstPin(work: Work): Promise<Uint8Array | null> {
  const { talk, session, template } = work
  if (template.pin.kind !== 'typed') return null
  const info = await session.authenticator.currentInfo({ signal: talk.signal })
  return await askForPin(work, pinRulesOf(info, template.minimumPinLength), null)
}

/**
 * Gives a blank key its first PIN, `typed` where that is one, and returns it as UTF-8; the caller
 * zeroes it. A PIN the station made is sealed in the row by the same commit that announces the act: it
 * is never only on the key.
 */
export async function setFirstPin(work: Work, typed: Uint8Array | null): Promise<Uint8Array> {
  const { talk, session, template } = work
  // Not as it was before the key was erased: a reset takes its rules back to the maker's.
  const info = await session.authenticator.currentInfo({ signal: talk.signal })
  const rules = pinRulesOf(info, template.minimumPinLength)
  let refused: FailureCause | null = null
  for (let attempt = 1; ; attempt++) {
    const isGiven = typed !== null && refused === null
    const pin = isGiven ? typed : await choosePin(work, template.pin, rules, refused)
    try {
      await setPinOnKey(work, pin)
      return pin
    } catch (error) {
      pin.fill(0)
      // The key keeps its own rules to itself; it only says that this PIN breaks one.
      if (!isRefusedFor(error, 'CTAP2_ERR_PIN_POLICY_VIOLATION')) throw error
      refused = { code: 'pin-policy' }
      const isMade = template.pin.kind !== 'typed'
      if (isMade && attempt === mostRandomPins) throw new ProcedureError(refused, { cause: error })
    }
  }
}

/** Sets the first PIN of a blank key, UTF-8, sealed in the row as setFirstPin says. */
export async function setPinOnKey(work: Work, pin: Uint8Array): Promise<void> {
  const { talk, session, template } = work
  talk.show('set-pin')
  await announce(work, 'setting-pin', template.pin.kind === 'typed' ? {} : { pin })
  const before = talk.facts.keyState ?? 'untouched'
  await talk.hold(() =>
    changeKey(talk, before, 'pin-set', () => setPin(session.authenticator, pin)),
  )
  await record(work, 'pin-set')
}
