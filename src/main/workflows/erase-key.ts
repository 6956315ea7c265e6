import type { ChangedOutcome, StepName } from '../../shared/run.ts'
import type { AtDesk } from '../desk/at-key.ts'
import { aboutKey, aboutRow, writeFact } from '../desk/facts.ts'
import { ProcedureError } from '../procedure-error.ts'
import { settleBeforeErase, eraseOnKey } from '../steps/erase/erase-on-key.ts'
import { confirmErase } from '../steps/erase/reset-key.ts'
import { holderOf } from '../steps/key/check-key.ts'
import { recogniseKey } from '../steps/key/recognise-key.ts'
import { takeKey } from '../steps/key/take-key.ts'
import { deleteFormers } from '../steps/settling/former-issuances.ts'
import { withClaims } from '../steps/settling/with-claims.ts'

/** The rail of erasing a key, in order. */
export const eraseKeySteps: readonly StepName[] = Object.freeze([
  'insert-key',
  'erase-key',
  'revoke',
])

/** Back to blank. What was on the key is over: its issuances are revoked, their factors deleted. */
export async function eraseKey(where: AtDesk): Promise<ChangedOutcome> {
  const at = await takeKey(where)
  const { desk, talk, session } = at
  try {
    if (!session.canBeErased) throw new ProcedureError({ code: 'key-lacks', capability: 'reset' })
    const found = await recogniseKey(at, 'erase-key')
    const { rows } = found
    await confirmErase(at, holderOf(rows))
    await withClaims(desk, rows, async () => {
      talk.show('erase-key')
      await settleBeforeErase(desk, rows)
      await eraseOnKey(at, found)
      const [row] = rows
      const about = row ? aboutRow('erase-key', row) : aboutKey('erase-key', session.key)
      await writeFact(desk, 'key-erased', about)
      if (rows.length === 0) return talk.skip('revoke')
      talk.show('revoke')
      await deleteFormers(desk, 'erase-key', rows)
    })
    const [first] = rows
    const issuance = first ? await desk.registry.issuances.find(first.id) : null
    return { kind: 'changed', change: 'erased', issuance, key: session.key }
  } finally {
    await session.close()
  }
}
