import { CtapStatusError, KeyTransportError } from '../../../ctap2/index.ts'
import type { Issuance, OnKey, Procedure } from '../../../shared/records.ts'
import type { AtKey } from '../../desk/at-key.ts'
import { aboutRow, writeFact } from '../../desk/facts.ts'
import { ProcedureError, Refusal } from '../../procedure-error.ts'
import type { Recognised } from '../key/recognise-key.ts'
import { retireOnKey } from '../settling/former-issuances.ts'
import { resetKey } from './reset-key.ts'

/**
 * Erases the key of issuances that are revoked already. Whatever comes between, they stay revoked; the
 * rows say what is known of the key. `known`: where its PIN or a person told which one it is.
 */
export async function eraseRevoked(
  at: AtKey,
  procedure: Procedure,
  rows: readonly Issuance[],
  known: Recognised | null,
): Promise<void> {
  const { desk, talk } = at
  const { issuances } = desk.registry
  talk.show('erase-key')
  for (const { id } of rows) await issuances.update(id, { act: 'erasing', onKey: 'credential' })
  const onKey = await eraseIfPossible(at, known ?? { rows, unrecognised: [], possible: [] })
  for (const row of rows) {
    const gone = onKey === 'wiped' ? { pin: null } : {}
    await issuances.update(row.id, { act: null, onKey, ...gone })
    if (onKey === 'wiped') await writeFact(desk, 'key-erased', aboutRow(procedure, row))
  }
  if (onKey === 'wiped') await retireOnKey(desk, at.session, [])
}

async function eraseIfPossible(at: AtKey, judged: Recognised): Promise<OnKey> {
  try {
    await resetKey(at, judged)
    return 'wiped'
  } catch (error) {
    if (error instanceof Refusal || error instanceof CtapStatusError) return 'credential'
    if (error instanceof ProcedureError) return 'credential'
    if (error instanceof KeyTransportError) return 'unknown'
    throw error
  }
}
