import { plainName } from '../../shared/plain-text.ts'
import { aboutNothing, aboutRow, writeFact, type Workplace } from '../desk/facts.ts'
import type { LiftedClaim } from '../store/claims.ts'
import { nullIfUnreadable } from '../store/rows/read-row.ts'

/** Writes down whose claim was lifted, and from which issuance; of one that cannot be read, its id. */
export async function noteLifted(
  workplace: Workplace,
  { issuanceId, station }: LiftedClaim,
): Promise<void> {
  const row = await workplace.registry.issuances.find(issuanceId).catch(nullIfUnreadable)
  const about = row
    ? aboutRow('recovery', row)
    : ({ ...aboutNothing, procedure: 'recovery', issuanceId } as const)
  const detail = { kind: 'claim', station: plainName(station) } as const
  await writeFact(workplace, 'claim-lifted', about, { detail })
}
