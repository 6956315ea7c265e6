import type { Ceremony } from '../idp.ts'
import { announce, record, type Work } from '../work.ts'

/** Opens the registration at the provider. From here on a pending factor of ours stands there. */
export async function enrollFactor(work: Work): Promise<Ceremony> {
  const { desk, talk, person, origin, template } = work
  const { activation } = template
  const isHeld = activation.when === 'hand-over' && activation.gate === 'challenge'
  talk.show('enroll-factor')
  await announce(work, 'enrolling', { factorId: null })
  const ceremony = await desk.provider.begin(person, talk.signal, {
    origin,
    ...(isHeld && { challengeLifetimeS: activation.lifetimeS }),
  })
  work.factorId = ceremony.factorId
  const { factorId, rp, requestId } = ceremony
  await announce(work, 'creating', { factorId, rpId: rp.id })
  await record(work, 'factor-enrolled', { requestId })
  return ceremony
}
