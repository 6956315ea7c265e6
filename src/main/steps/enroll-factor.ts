import type { Ceremony } from '../idp.ts'
import { announce, record, type Work } from '../work.ts'

/** An issuance under way that the provider agreed to. */
export interface Begun {
  readonly work: Work
  readonly ceremony: Ceremony
}

/** The longest a key may wait for its touch, and the provider for its answer after that. */
const touchMs = 60_000

/**
 * Opens a registration for each credential that will be made on the key. From here on pending factors
 * of ours stand at the provider. Throws IdpError: its no.
 */
export async function enrollFactors(works: readonly Work[]): Promise<readonly Begun[]> {
  const begun: Begun[] = []
  for (const work of works) {
    work.talk.show('enroll-factor')
    begun.push({ work, ceremony: await enrollFactor(work, works.length) })
  }
  return begun
}

/** A ceremony that will outlast the touch: the same, or one begun again where people took their time. */
export async function freshCeremony({ work, ceremony }: Begun): Promise<Ceremony> {
  return work.desk.provider.isFresh(ceremony, touchMs) ? ceremony : await enrollFactor(work, 1)
}

async function enrollFactor(work: Work, together: number): Promise<Ceremony> {
  const { desk, talk, person, origin, template } = work
  const { activation } = template
  const isHeld = activation.when === 'hand-over' && activation.gate === 'challenge'
  await discardBegun(work)
  await announce(work, 'enrolling', { factorId: null })
  const ceremony = await desk.provider.begin(person, talk.signal, {
    origin,
    together,
    knownFactors: () => desk.registry.issuances.listFactorIds(person.id, desk.provider.host),
    ...(isHeld && { challengeLifetimeS: activation.lifetimeS }),
  })
  const { factorId, rp, requestId } = ceremony
  work.factorId = factorId
  await announce(work, 'enrolling', { factorId, rpId: rp.id })
  await record(work, 'factor-enrolled', { requestId })
  return ceremony
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
