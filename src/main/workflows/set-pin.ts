import type { ChangedOutcome, StepName } from '../../shared/run.ts'
import type { AtDesk } from '../desk/at-key.ts'
import { ProcedureError } from '../procedure-error.ts'
import { findOnKey } from '../steps/key/find-on-key.ts'
import { takeKey } from '../steps/key/take-key.ts'
import { changeToOwnPin } from '../steps/pin/change-pin.ts'
import { findRow, personOf } from '../steps/settling/find-issuance.ts'

/** The rail of choosing a PIN, in order. */
export const setPinSteps: readonly StepName[] = Object.freeze([
  'insert-key',
  'check-key',
  'set-pin',
  'activate',
])

/** The holder changes the first PIN of an issued key into one of their own. */
export async function setPin(where: AtDesk): Promise<ChangedOutcome> {
  const at = await takeKey(where)
  const { desk, talk, session } = at
  try {
    talk.show('check-key')
    const found = await findOnKey(desk, session, talk.signal)
    const [known] = found.rows
    if (!known && found.possible.length === 0) throw new ProcedureError({ code: 'key-unknown' })
    if (known) talk.know({ person: personOf(known) })
    const [first] = await changeToOwnPin({ ...at, procedure: 'set-pin', ...found })
    const issuance = first ? await findRow(desk, first.id) : null
    return { kind: 'changed', change: 'pin-changed', issuance, key: session.key }
  } finally {
    await session.close()
  }
}
