import { changePin } from '../../../ctap2/index.ts'
import type { Act, Procedure } from '../../../shared/records.ts'
import type { AtKey } from '../../desk/at-key.ts'
import { aboutKey, aboutRow, writeFact } from '../../desk/facts.ts'
import type { OnThisKey } from '../key/find-on-key.ts'
import { changeKey } from '../key/key-status.ts'
import { listPinsKept } from '../settling/former-issuances.ts'
import { withOwnPin } from './pin-gate.ts'

/** A key whose PIN the holder changes, and what the registry can say of it. */
export interface PinChange extends AtKey, OnThisKey {
  readonly procedure: Procedure
}

/** Writes it ahead, then to the key; what was sealed opens nothing any more. Throws what the key refuses it with. */
export async function writeOwnPin(
  change: PinChange,
  current: Uint8Array,
  next: Uint8Array,
): Promise<void> {
  const { desk, talk, session, rows, procedure } = change
  const { issuances } = desk.registry
  talk.show('set-pin')
  const announce = async (act: Act | null): Promise<void> => {
    await issuances.updateTogether(rows.map(({ id }) => [id, { act }]))
    talk.know({ act })
  }
  await announce('changing-pin')
  try {
    await talk.hold(() =>
      changeKey(talk, talk.facts.keyState ?? 'untouched', 'pin-changed', () =>
        changePin(session.authenticator, current, next),
      ),
    )
  } catch (error) {
    // Refused is not done; without an answer the rows keep their act.
    if (talk.facts.keyState !== 'unknown') await announce(null)
    throw error
  }
  const kept = await listPinsKept(desk, session)
  await issuances.updateTogether([
    ...rows.map((row) => [row.id, withOwnPin(row)] as const),
    // A PIN that was kept for what is over opens nothing any more.
    ...kept.map(({ id }) => [id, { pin: null }] as const),
  ])
  talk.know({ act: null })
  const [row] = rows
  // Of a key that tells whose it is only now, it is written then.
  if (!row && change.possible.length > 0) return
  const about = row ? aboutRow(procedure, row) : aboutKey(procedure, session.key)
  await writeFact(desk, 'pin-changed', about)
}
