import { aboutNothing, writeFact, type Workplace } from '../desk/facts.ts'
import type { Connected, RealOrganization } from './connection.ts'

/** A connection that is kept from now on is an act; one that serves this session alone is none. */
export async function noteConnection(
  workplace: Workplace,
  organization: RealOrganization,
  { connection }: Connected,
): Promise<void> {
  const isKept = organization.from === 'file' && organization.keep
  if (!isKept || connection.kind !== 'connected' || connection.forThisSession) return
  const detail = { kind: 'connection', host: connection.host } as const
  await writeFact(workplace, 'connection-changed', aboutNothing, { detail })
}
