import type { ChangedOutcome, StepName } from '../../shared/run.ts'
import type { Conversation } from '../conversation.ts'
import { ProcedureError } from '../procedure-error.ts'
import type { Desk } from '../desk.ts'
import { changeToOwnPin } from '../steps/change-pin.ts'
import { findOnKey } from '../steps/find-on-key.ts'
import { findRow, personOf } from '../steps/find-issuance.ts'
import { takeKey } from '../steps/take-key.ts'

/** The rail of choosing a PIN, in order. */
export const setPinSteps: readonly StepName[] = Object.freeze([
  'insert-key',
  'check-key',
  'set-pin',
  'activate',
])

/** The holder changes the first PIN of an issued key into one of their own. */
export async function setPin(
  desk: Desk,
  talk: Conversation,
  { waitMs }: { readonly waitMs: number },
): Promise<ChangedOutcome> {
  const session = await takeKey(desk, talk, waitMs)
  try {
    talk.show('check-key')
    const found = await findOnKey(desk, session, talk.signal)
    const [known] = found.rows
    if (!known && found.possible.length === 0) throw new ProcedureError({ code: 'key-unknown' })
    if (known) talk.know({ person: personOf(known) })
    const [first] = await changeToOwnPin({ desk, talk, session, procedure: 'set-pin', ...found })
    const issuance = first ? await findRow(desk, first.id) : null
    return { kind: 'changed', change: 'pin-changed', issuance, key: session.key }
  } finally {
    await session.close()
  }
}
