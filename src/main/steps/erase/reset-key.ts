import { reset } from '../../../ctap2/index.ts'
import type { AtKey } from '../../desk/at-key.ts'
import { seemsBlank } from '../../desk/key-policy.ts'
import { ProcedureError, Refusal } from '../../procedure-error.ts'
import { askAboutKey } from '../key/ask-about-key.ts'
import { changeKey, isRefusedFor } from '../key/key-status.ts'
import type { Recognised } from '../key/recognise-key.ts'
import { demandUnchanged, isSameAgain } from '../key/same-key.ts'
import { showTouch } from '../key/touch.ts'
import { reinsertKey } from './reinsert-key.ts'

/**
 * Asks the operator whether what is on the key may go. `credentials`: how many sign-ins of others were
 * counted on it. Throws Refusal when not.
 */
export async function confirmErase(
  at: AtKey,
  holder: string | null,
  credentials: number | null = null,
): Promise<void> {
  const { session, talk } = at
  const info = await session.authenticator.currentInfo({ signal: talk.signal })
  const about = {
    key: session.key,
    holder,
    isBlank: holder === null && seemsBlank(info),
    credentials,
  }
  const question = { kind: 'confirm-erase', ...about } as const
  const { erase } = await askAboutKey(at, 'erase-key', question)
  if (!erase) throw new Refusal()
}

/**
 * Back to blank (authenticatorReset). A key that takes it only shortly after it was plugged in is
 * plugged in again, and the work goes on with the key as it came back. `judged`: what was found on
 * it when people were asked; a key that may hold anything else, or is another one, is left alone.
 */
export async function resetKey(at: AtKey, judged: Recognised): Promise<void> {
  const sight = await demandUnchanged(at, judged)
  if (await tryReset(at)) return
  await reinsertKey(at)
  if (!(await isSameAgain(at, judged, sight))) await confirmErase(at, null)
  if (await tryReset(at)) return
  throw new ProcedureError({ code: 'reset-too-late' })
}

/** False when the key says that its time for a reset is over. */
async function tryReset({ talk, session }: AtKey): Promise<boolean> {
  const hold = session.authenticator.info.longTouchForReset === true
  const touch = showTouch(talk, 'erase-key', 'erase', hold)
  const before = talk.facts.keyState ?? 'untouched'
  try {
    await changeKey(talk, before, 'erased', () => reset(session.authenticator, touch))
    return true
  } catch (error) {
    if (isRefusedFor(error, 'CTAP2_ERR_NOT_ALLOWED')) return false
    throw error
  }
}
