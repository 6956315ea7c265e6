import { gateOf } from '../../../shared/gates.ts'
import { announce, record, type Work } from '../../desk/work.ts'
import { ProcedureError } from '../../procedure-error.ts'
import type { Ceremony } from '../../provider/provider.ts'

/** An issuance under way that the provider agreed to. */
export interface Begun {
  readonly work: Work
  readonly ceremony: Ceremony
}

/** The longest a key may wait for its touch, and the provider for its answer after that. */
const touchMs = 60_000

/** The longest an erasure may take, with the hands it needs. */
const eraseMs = 60_000

/**
 * Opens a registration for each credential that will be made on the key. From here on pending factors
 * of ours stand at the provider. Throws ProviderError: its no, and ProcedureError `key-lacks` where it asks
 * more of the key than the template.
 */
export async function enrollFactors(works: readonly Work[]): Promise<readonly Begun[]> {
  const begun: Begun[] = []
  for (const work of works) {
    work.talk.show('enroll-factor')
    begun.push({ work, ceremony: await enrollFactor(work, works.length) })
  }
  return begun
}

/**
 * Where people took their time, the provider's yes is an old one: what would not outlast the rest, an
 * erasure where the key needs that, is begun again before anything is done that cannot be undone.
 */
export async function renewStale(
  begun: readonly Begun[],
  mustErase: boolean,
): Promise<readonly Begun[]> {
  const restMs = mustErase ? eraseMs + touchMs : touchMs
  const renewed: Begun[] = []
  for (const each of begun) {
    renewed.push({ ...each, ceremony: await freshCeremony(each, restMs, begun.length) })
  }
  return renewed
}

/** A ceremony that will outlast the touch: the same, or one begun again, as one of so many to be finished. */
export async function freshCeremony(
  { work, ceremony }: Begun,
  restMs = touchMs,
  together = 1,
): Promise<Ceremony> {
  const { provider } = work.desk
  return provider.isFresh(ceremony, restMs) ? ceremony : await enrollFactor(work, together)
}

async function enrollFactor(work: Work, together: number): Promise<Ceremony> {
  const { desk, talk, person, origin, template } = work
  const gate = gateOf(template)
  await discardBegun(work)
  await announce(work, 'enrolling', { factorId: null })
  const ceremony = await desk.provider.begin(person, talk.signal, {
    origin,
    together,
    knownFactors: () => desk.registry.issuances.listFactorIds(person.id, desk.provider.host),
    ...(gate?.gate === 'challenge' && { challengeLifetimeS: gate.lifetimeS }),
  })
  const { factorId, rp, requestId } = ceremony
  work.factorId = factorId
  await announce(work, 'enrolling', { factorId, rpId: rp.id })
  await record(work, 'factor-enrolled', { requestId })
  demandFit(work, ceremony)
  return ceremony
}

/** What the provider asks of the key besides the template. */
function demandFit({ session }: Work, { requireResidentKey }: Ceremony): void {
  if (!requireResidentKey || session.authenticator.info.options['rk'] === true) return
  throw new ProcedureError({ code: 'key-lacks', capability: 'resident-key' })
}

/** Until it is deleted, the row names the factor and the act it was begun by. */
async function discardBegun(work: Work): Promise<void> {
  const { desk, person, factorId } = work
  if (factorId === null) return
  await announce(work, 'enrolling')
  await desk.provider.deleteFactor(person.id, factorId)
  await record(work, 'factor-deleted')
  work.factorId = null
}
